package io.lanescope.simd;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** Facts from files as Linux writes them. */
class CpuInfoTest {

    @Test
    void readsModelFeaturesAndCaches(@TempDir Path directory) throws IOException {
        Path cpuinfo = Files.writeString(directory.resolve("cpuinfo"),
                "processor\t: 0\nmodel name\t: Some CPU\nflags\t\t: fpu fma avx2\n\nprocessor\t: 1\nmodel name\t: Other\n");
        Path index = Files.createDirectory(directory.resolve("index0"));
        Files.writeString(index.resolve("type"), "Data\n");
        Files.writeString(index.resolve("level"), "1\n");
        Files.writeString(index.resolve("size"), "32K\n");
        Files.writeString(index.resolve("coherency_line_size"), "64\n");

        CpuInfo cpu = CpuInfo.read(cpuinfo, directory);

        assertEquals(Optional.of("Some CPU"), cpu.model());
        assertEquals(Optional.of(true), cpu.fma());
        assertEquals(List.of("fma", "avx2"), cpu.features());
        assertEquals(List.of(new CpuInfo.Cache(1, 32768, 64)), cpu.caches());
    }

    @Test
    void leavesOutWhatTheSystemDoesNotTell(@TempDir Path directory) {
        CpuInfo cpu = CpuInfo.read(directory.resolve("absent"), directory.resolve("absent"));

        assertEquals(Optional.empty(), cpu.model());
        assertEquals(List.of(), cpu.caches());
        assertEquals(Runtime.getRuntime().availableProcessors(), cpu.processors());
    }
}
