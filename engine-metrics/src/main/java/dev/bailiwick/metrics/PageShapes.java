package dev.bailiwick.metrics;

import java.util.LinkedHashMap;
import java.util.Map;

/** The shapes that were seen last, one of each, so that a thousand pods of a model keep one between them. Safe for several threads. */
final class PageShapes {
    /** More models than an operator has; a shape that is forgotten is only kept once more. */
    private static final int MOST = 64;

    private final Map<PageShape, PageShape> known = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<PageShape, PageShape> eldest) {
            return size() > MOST;
        }
    };
    private PageShape latest = PageShape.NONE;

    /** The one of this shape that all keep. */
    synchronized PageShape shared(PageShape shape) {
        PageShape before = known.putIfAbsent(shape, shape);
        latest = before == null ? shape : before;
        return latest;
    }

    /** The shape of the page that is likely met next: of the one that last brought something new. */
    synchronized PageShape latest() {
        return latest;
    }
}
