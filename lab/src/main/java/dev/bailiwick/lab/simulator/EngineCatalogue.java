package dev.bailiwick.lab.simulator;

import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Optional;

/** The engines that ship with the simulator, read from {@code engines.json} beside this class. */
public final class EngineCatalogue {
    private static final String RESOURCE = "engines.json";
    private final List<EngineProfile> profiles;

    private EngineCatalogue(List<EngineProfile> profiles) {
        this.profiles = List.copyOf(profiles);
    }

    /** Reads the catalogue. */
    public static EngineCatalogue load() {
        try (InputStream stream = EngineCatalogue.class.getResourceAsStream(RESOURCE)) {
            if (stream == null) {
                throw new IllegalStateException(RESOURCE + " is missing from the class path");
            }
            return read(stream);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Reads engines in the format of {@code engines.json}. */
    static EngineCatalogue read(InputStream stream) throws IOException {
        JsonMapper mapper = JsonMapper.builder()
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .build();
        return new EngineCatalogue(List.of(mapper.readValue(stream, EngineProfile[].class)));
    }

    /** Every engine, in the order of the file. */
    public List<EngineProfile> profiles() {
        return profiles;
    }

    /** The engine of that name. */
    public Optional<EngineProfile> find(String name) {
        return profiles.stream().filter(profile -> profile.name().equals(name)).findFirst();
    }
}
