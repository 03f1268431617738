package io.lanescope.cli;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

import com.fasterxml.jackson.core.JsonGenerator;
import io.lanescope.simd.CpuInfo;
import io.lanescope.simd.KernelInfo;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what Lanescope has found here, and whether it works. */
@Command(name = "doctor", sortOptions = false, description = "Shows the JVM, the CPU, which kernels were chosen and why, and tests them quickly.")
final class DoctorCommand implements Callable<Integer> {

    private final Terminal terminal;

    @Option(names = "--json", description = "Write one JSON object instead of text.")
    private boolean json;

    @Mixin
    private QuietOption quiet = new QuietOption();

    @Mixin
    private HelpOptions help = new HelpOptions();

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        KernelInfo kernels = KernelInfo.current();
        SelfTest test;
        try (Workers workers = Workers.of(null)) {
            test = SelfTest.run(workers.team());
        }
        List<String> advice = advice(kernels);
        terminal.print(json ? toJson(kernels, test, advice) : toText(kernels, test, advice));
        return test.passed() ? 0 : 1;
    }

    private static List<String> advice(KernelInfo kernels) {
        List<String> advice = new ArrayList<>();
        if (ModuleLayer.boot().findModule("jdk.incubator.vector").isEmpty()) {
            advice.add("--add-modules jdk.incubator.vector lets Java use vector instructions");
        } else if (kernels.implementation().equals("scalar")) {
            advice.add("see the reason above: without it the kernels would be several times faster");
        }
        if (kernels.cpu().features().contains("avx512f") && kernels.implementation().equals("vector")
                && kernels.laneBits() < 512) {
            advice.add("the CPU has vectors of 512 bits, but this JVM uses " + kernels.laneBits()
                    + ": try -XX:UseAVX=3 and measure");
        }
        return advice;
    }

    private static String toText(KernelInfo kernels, SelfTest test, List<String> advice) {
        CpuInfo cpu = kernels.cpu();
        StringBuilder text = new StringBuilder();
        line(text, "Lanescope", LanescopeCommand.Version.text());
        line(text, "Java", System.getProperty("java.vm.version") + ", " + System.getProperty("java.vm.name") + ", "
                + System.getProperty("java.vendor"));
        line(text, "home", System.getProperty("java.home"));
        line(text, "heap", megabytes(Runtime.getRuntime().maxMemory()) + " at most");
        line(text, "system", System.getProperty("os.name") + " " + System.getProperty("os.version") + ", "
                + cpu.architecture());
        line(text, "CPU", cpu.model().orElse("unknown") + ", " + cpu.processors()
                + (cpu.processors() == 1 ? " processor" : " processors"));
        if (!cpu.features().isEmpty()) {
            line(text, "", String.join(" ", cpu.features()));
        }
        if (!cpu.caches().isEmpty()) {
            line(text, "caches", cpu.caches().stream()
                    .map(cache -> "L" + cache.level() + " " + (cache.bytes() >= 1 << 20
                            ? megabytes(cache.bytes())
                            : (cache.bytes() >> 10) + " KiB"))
                    .collect(Collectors.joining(", ")));
        }
        line(text, "kernels", kernels.implementation() + ", lanes of " + kernels.laneBits() + " bits ("
                + kernels.laneBits() / Float.SIZE + (kernels.laneBits() == Float.SIZE ? " float)" : " floats)"));
        line(text, "", kernels.reason());
        for (SelfTest.Check check : test.checks()) {
            line(text, "self-test", (check.kept() ? "ok      " : "FAILED  ") + check.name());
        }
        line(text, "speed", String.format(Locale.ROOT, "%.1f GFLOPS in a matrix product on one thread (a rough figure)",
                test.gflops()));
        for (String hint : advice) {
            line(text, "advice", hint);
        }
        if (advice.isEmpty()) {
            line(text, "advice", "nothing to change");
        }
        return text.toString();
    }

    private static void line(StringBuilder text, String name, String value) {
        text.append(String.format(Locale.ROOT, "%-10s %s%n", name, value));
    }

    private static String megabytes(long bytes) {
        return (bytes >> 20) + " MiB";
    }

    private static String toJson(KernelInfo kernels, SelfTest test, List<String> advice) {
        return Json.object(true, json -> {
            json.writeStringField("version", LanescopeCommand.Version.text());
            json.writeObjectFieldStart("java");
            json.writeStringField("version", System.getProperty("java.version"));
            json.writeStringField("vm", System.getProperty("java.vm.name"));
            json.writeStringField("vendor", System.getProperty("java.vendor"));
            json.writeStringField("home", System.getProperty("java.home"));
            json.writeNumberField("maxHeapBytes", Runtime.getRuntime().maxMemory());
            json.writeEndObject();
            writeCpu(json, kernels.cpu());
            json.writeObjectFieldStart("kernels");
            json.writeStringField("implementation", kernels.implementation());
            json.writeNumberField("laneBits", kernels.laneBits());
            json.writeStringField("reason", kernels.reason());
            json.writeEndObject();
            json.writeObjectFieldStart("selfTest");
            json.writeBooleanField("passed", test.passed());
            json.writeArrayFieldStart("checks");
            for (SelfTest.Check check : test.checks()) {
                json.writeStartObject();
                json.writeStringField("name", check.name());
                json.writeBooleanField("passed", check.kept());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeNumberField("gflops", Math.round(test.gflops() * 10) / 10.0);
            json.writeEndObject();
            json.writeArrayFieldStart("advice");
            for (String hint : advice) {
                json.writeString(hint);
            }
            json.writeEndArray();
        }) + System.lineSeparator();
    }

    private static void writeCpu(JsonGenerator json, CpuInfo cpu) throws IOException {
        json.writeObjectFieldStart("cpu");
        json.writeStringField("architecture", cpu.architecture());
        json.writeStringField("model", cpu.model().orElse(null));
        json.writeNumberField("processors", cpu.processors());
        json.writeArrayFieldStart("features");
        for (String feature : cpu.features()) {
            json.writeString(feature);
        }
        json.writeEndArray();
        json.writeArrayFieldStart("caches");
        for (CpuInfo.Cache cache : cpu.caches()) {
            json.writeStartObject();
            json.writeNumberField("level", cache.level());
            json.writeNumberField("bytes", cache.bytes());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }
}
