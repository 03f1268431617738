package io.lanescope.launcher;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Looks for a Java that can run Lanescope. What somebody chose comes first: {@code LANESCOPE_JAVA}, which must suit, the
 * Java that is running, {@code JAVA_HOME}. Of those in the usual folders it takes the oldest feature release that suits,
 * since the Vector API is still incubating and that is the one it was compiled for, of that the newest update, and of
 * several the first path in alphabetical order.
 */
final class JavaSearch {

    /** A folder of Java homes, with the path from each entry to the home. */
    private static final class Place {
        final Path folder;
        final String home;

        Place(Path folder, String home) {
            this.folder = folder;
            this.home = home;
        }
    }

    private static final String[] WINDOWS_VENDORS = {
        "Java", "Eclipse Adoptium", "Microsoft", "Zulu", "Amazon Corretto", "BellSoft", "Semeru", "OpenJDK"};

    private final Map<String, String> environment;
    private final List<Place> places;

    private JavaSearch(Map<String, String> environment, List<Place> places) {
        this.environment = environment;
        this.places = places;
    }

    /** The search on this machine. */
    static JavaSearch here() {
        return in(Path.of("/"), System.getenv(), Path.of(System.getProperty("user.home", "/")));
    }

    /**
     * The search in a file system that starts at some folder.
     *
     * @param root        the folder that stands for {@code /}
     * @param environment the environment variables
     * @param userHome    the user's folder
     */
    static JavaSearch in(Path root, Map<String, String> environment, Path userHome) {
        List<Place> places = new ArrayList<>();
        places.add(new Place(root.resolve("usr/lib/jvm"), ""));
        places.add(new Place(root.resolve("usr/lib64/jvm"), ""));
        places.add(new Place(root.resolve("usr/java"), ""));
        places.add(new Place(root.resolve("opt/java"), ""));
        places.add(new Place(root.resolve("opt"), ""));
        places.add(new Place(root.resolve("Library/Java/JavaVirtualMachines"), "Contents/Home"));
        places.add(new Place(root.resolve("opt/homebrew/opt"), "libexec/openjdk.jdk/Contents/Home"));
        places.add(new Place(userHome.resolve("Library/Java/JavaVirtualMachines"), "Contents/Home"));
        places.add(new Place(userHome.resolve(".sdkman/candidates/java"), ""));
        places.add(new Place(userHome.resolve(".jdks"), ""));
        places.add(new Place(userHome.resolve(".local/share/mise/installs/java"), ""));
        places.add(new Place(userHome.resolve(".asdf/installs/java"), ""));
        String programs = environment.get("ProgramFiles");
        if (programs != null) {
            for (String vendor : WINDOWS_VENDORS) {
                places.add(new Place(Path.of(programs, vendor), ""));
            }
        }
        return new JavaSearch(environment, places);
    }

    /**
     * Finds a Java.
     *
     * @param running the home of the Java that is running
     * @return the one to use, or empty if there is none
     * @throws IllegalStateException if LANESCOPE_JAVA names one that does not suit
     */
    Optional<JavaHome> find(Path running) {
        String wish = environment.get("LANESCOPE_JAVA");
        if (wish != null && !wish.isEmpty()) {
            return Optional.of(JavaHome.named(wish).filter(JavaHome::suits).orElseThrow(() -> new IllegalStateException(
                    "LANESCOPE_JAVA is " + wish + ", which is no Java " + Launcher.OLDEST + " or later with the module "
                            + Launcher.VECTOR_MODULE + ".")));
        }
        String configured = environment.get("JAVA_HOME");
        return JavaHome.read(running).filter(JavaHome::suits)
                .or(() -> Optional.ofNullable(configured).flatMap(JavaHome::named).filter(JavaHome::suits))
                .or(this::installed);
    }

    private Optional<JavaHome> installed() {
        return places.stream().flatMap(JavaSearch::homes).filter(JavaHome::suits)
                .min(Comparator.<JavaHome>comparingInt(home -> home.version().feature())
                        .thenComparing(JavaHome::version, Comparator.reverseOrder())
                        .thenComparing(JavaHome::folder));
    }

    private static Stream<JavaHome> homes(Place place) {
        List<JavaHome> homes = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(place.folder)) {
            entries.forEach(entry -> JavaHome.read(entry.resolve(place.home)).ifPresent(homes::add));
        } catch (IOException e) {
            return Stream.empty();
        }
        return homes.stream();
    }
}
