package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.Setting;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedSet;

/** Puts together the settings among which a tuned run looks: the defaults first, none twice. */
public final class Grid {
    private final SequencedSet<Setting> settings = new LinkedHashSet<>();

    private Grid(Setting defaults) {
        settings.add(defaults);
    }

    /** Begins with the defaults. */
    public static Grid from(Setting defaults) {
        return new Grid(defaults);
    }

    /** Each setting so far at each value of a knob. */
    public Grid times(String knob, double... values) {
        List<Setting> before = new ArrayList<>(settings);
        for (double value : values) {
            before.forEach(setting -> settings.add(setting.with(knob, value)));
        }
        return this;
    }

    /** One setting more. */
    Grid and(Setting setting) {
        settings.add(setting);
        return this;
    }

    /** All of them. */
    public List<Setting> settings() {
        return List.copyOf(settings);
    }
}
