package io.lanescope.simd;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What plain Java can learn about the processor: from {@code /proc/cpuinfo} and {@code /sys} on Linux; elsewhere only the
 * architecture and the number of processors are known.
 *
 * @param architecture the system property {@code os.arch}, such as {@code amd64} or {@code aarch64}
 * @param processors   how many processors the JVM may use
 * @param model        the maker's name of the processor
 * @param fma          whether it has fused multiply-add instructions
 * @param features     the instruction sets that concern these kernels, as the operating system names them
 * @param caches       the data caches that the first processor sees, nearest first
 */
public record CpuInfo(
        String architecture, int processors, Optional<String> model, Optional<Boolean> fma, List<String> features,
        List<Cache> caches) {

    /** What of a long list of processor flags bears on the speed of float, integer and half precision kernels. */
    private static final List<String> TOLD = List.of(
            "sse4_2", "avx", "f16c", "fma", "avx2", "avx512f", "avx512bw", "avx512_vnni", "avx512_bf16", "avx512_fp16",
            "asimd", "fphp", "asimddp", "sve", "sve2", "bf16", "i8mm");

    /**
     * One data or unified cache.
     *
     * @param level     1 for the nearest
     * @param bytes     its size
     * @param lineBytes size of a line
     */
    public record Cache(int level, long bytes, int lineBytes) {}

    /**
     * Keeps its own copies of the lists.
     *
     * @param architecture the architecture
     * @param processors   how many processors
     * @param model        the name
     * @param fma          whether there is fused multiply-add
     * @param features     instruction sets
     * @param caches       data caches
     */
    public CpuInfo {
        features = List.copyOf(features);
        caches = List.copyOf(caches);
    }

    /**
     * Reads the facts anew.
     *
     * @return what is known; what is not is empty
     */
    public static CpuInfo read() {
        return read(Path.of("/proc/cpuinfo"), Path.of("/sys/devices/system/cpu/cpu0/cache"));
    }

    static CpuInfo read(Path cpuinfo, Path caches) {
        String architecture = System.getProperty("os.arch", "unknown");
        Map<String, String> facts = firstProcessor(cpuinfo);
        List<String> flags = Arrays.asList(facts.getOrDefault("flags", facts.getOrDefault("features", "")).split(" "));
        boolean arm = architecture.equals("aarch64");
        Optional<Boolean> fma = arm
                ? Optional.of(true)
                : Optional.of(flags).filter(known -> facts.containsKey("flags")).map(known -> known.contains("fma"));
        return new CpuInfo(
                architecture,
                Runtime.getRuntime().availableProcessors(),
                Optional.ofNullable(facts.get("model name")),
                fma,
                TOLD.stream().filter(flags::contains).toList(),
                readCaches(caches));
    }

    /** Only the first paragraph: on a machine with hundreds of processors the kernel takes long to write them all. */
    private static Map<String, String> firstProcessor(Path cpuinfo) {
        Map<String, String> facts = new TreeMap<>();
        try (BufferedReader lines = Files.newBufferedReader(cpuinfo)) {
            for (String line = lines.readLine(); line != null && !line.isBlank(); line = lines.readLine()) {
                int colon = line.indexOf(':');
                if (colon > 0) {
                    facts.put(line.substring(0, colon).strip().toLowerCase(Locale.ROOT),
                            line.substring(colon + 1).strip());
                }
            }
        } catch (IOException e) {
            return Map.of();
        }
        return facts;
    }

    private static List<Cache> readCaches(Path directory) {
        List<Cache> caches = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory, "index*")) {
            for (Path entry : entries) {
                if (!Files.readString(entry.resolve("type")).strip().equals("Instruction")) {
                    caches.add(new Cache(
                            Integer.parseInt(Files.readString(entry.resolve("level")).strip()),
                            bytes(Files.readString(entry.resolve("size")).strip()),
                            Integer.parseInt(Files.readString(entry.resolve("coherency_line_size")).strip())));
                }
            }
        } catch (IOException | NumberFormatException e) {
            return List.of();
        }
        caches.sort(Comparator.comparingInt(Cache::level));
        return caches;
    }

    private static long bytes(String size) {
        long number = Long.parseLong(size.replaceAll("[KMG]$", ""));
        return switch (size.charAt(size.length() - 1)) {
            case 'K' -> number << 10;
            case 'M' -> number << 20;
            case 'G' -> number << 30;
            default -> number;
        };
    }
}
