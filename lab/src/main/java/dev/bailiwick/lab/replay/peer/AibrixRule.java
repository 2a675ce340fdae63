package dev.bailiwick.lab.replay.peer;

import dev.bailiwick.lab.replay.Setting;

/** How AIBrix comes from means per pod to pods, before bounds and cooldown. */
sealed interface AibrixRule {

    /**
     * Recommends.
     *
     * @param current what {@code replicas} says, 1 or more
     * @param stable mean per pod over the stable window
     * @param panic mean per pod over the panic window
     */
    int pods(int current, double stable, double panic);

    /** In proportion to the mean, within rates of change (vllm-project/aibrix algorithm/apa.go). */
    final class Apa implements AibrixRule {
        private final Setting setting;

        Apa(Setting setting) {
            this.setting = setting;
        }

        @Override
        public int pods(int current, double stable, double panic) {
            double ratio = stable / setting.get("target");
            int wanted = (int) Math.ceil(current * ratio);
            if (ratio > 1 + setting.get("up-tolerance")) {
                return Math.min(wanted, (int) Math.ceil(setting.get("max-up-rate") * current));
            }
            if (ratio < 1 - setting.get("down-tolerance")) {
                return Math.max(wanted, (int) Math.floor(current / setting.get("max-down-rate")));
            }
            return current;
        }
    }

    /**
     * Knative's rule, but on a mean per pod that is divided by the target without being multiplied by the pods
     * (vllm-project/aibrix algorithm/kpa.go).
     */
    final class Kpa implements AibrixRule {
        private final Setting setting;
        private final boolean fixed;
        private boolean panickedBefore;
        private int panicPods;

        Kpa(Setting setting) {
            this.setting = setting;
            this.fixed = Readings.on(setting, "fixed");
        }

        @Override
        public int pods(int current, double stable, double panic) {
            boolean panics = stable <= 0 ? !fixed : panic / stable > setting.get("panic-threshold");
            double most = Math.max(1, Math.ceil(setting.get("max-up-rate") * current));
            double least = Math.floor(current / setting.get("max-down-rate"));
            int byStable = (int) Math.min(Math.max(wanted(current, stable), least), most);
            int byPanic = (int) Math.min(Math.max(wanted(current, panic), least), most);
            int wanted = panics ? Math.max(byStable, byPanic) : byStable;
            if (fixed) {
                panicPods = panics && panickedBefore ? Math.max(panicPods, wanted) : Math.max(current, wanted);
                wanted = panics ? panicPods : wanted;
                panickedBefore = panics;
            }
            return wanted;
        }

        private double wanted(int current, double mean) {
            double target = setting.get("target");
            boolean off = mean > target * (1 + setting.get("up-tolerance"))
                    || mean < target * (1 - setting.get("down-tolerance"));
            return off ? Math.ceil((fixed ? mean * current : mean) / target) : current;
        }
    }
}
