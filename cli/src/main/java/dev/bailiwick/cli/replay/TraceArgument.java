package dev.bailiwick.cli.replay;

import dev.bailiwick.cli.Fault;
import dev.bailiwick.lab.replay.Trace;
import dev.bailiwick.lab.replay.TraceFile;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The trace that an argument names. */
final class TraceArgument {
    private TraceArgument() {}

    /** @throws Fault when it is none, with the line at fault and the remedy */
    static Trace read(Path file) {
        try (InputStream stream = Files.newInputStream(file)) {
            return switch (TraceFile.read(name(file), stream)) {
                case TraceFile.Loaded loaded -> loaded.trace();
                case TraceFile.Refused refused ->
                    throw Fault.usage("--trace %s%s: %s"
                            .formatted(file, refused.line() == 0 ? "" : ", line " + refused.line(), refused.message()));
            };
        } catch (NoSuchFileException e) {
            throw Fault.usage("--trace %s is not there; name a gzip CSV of requests".formatted(file), e);
        } catch (IOException e) {
            throw Fault.usage("--trace %s cannot be read: %s".formatted(file, e.getMessage()), e);
        }
    }

    private static String name(Path file) {
        return file.getFileName().toString().replaceFirst("(\\.csv)?(\\.gz)?$", "");
    }
}
