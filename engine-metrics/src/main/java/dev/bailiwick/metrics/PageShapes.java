package dev.bailiwick.metrics;

import java.lang.ref.WeakReference;
import java.util.Map;
import java.util.WeakHashMap;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * One of each shape that some reader has, so that a thousand pods of a model keep one between them. What no reader has is not kept: an
 * engine whose labels are others on each page fills no memory but its own. Safe for several threads.
 */
final class PageShapes {
    private final Map<PageShape, WeakReference<PageShape>> known = new WeakHashMap<>();
    private PageShape latest = PageShape.NONE;
    /** Of readers that do not read now; a thread that finds none makes another. */
    private final AtomicReference<@Nullable PageLines> idle = new AtomicReference<>();

    /** The one of this shape that all keep. */
    synchronized PageShape shared(PageShape shape) {
        WeakReference<PageShape> reference = known.get(shape);
        @Nullable PageShape before = reference == null ? null : reference.get();
        if (before == null) {
            known.put(shape, new WeakReference<>(shape));
        }
        latest = before == null ? shape : before;
        return latest;
    }

    /** The shape of the page that is likely met next: of the one that last brought something new. */
    synchronized PageShape latest() {
        return latest;
    }

    /** Room for the lines of a page, of its reader alone until it gives it back. */
    PageLines lines() {
        PageLines free = idle.getAndSet(null);
        return free == null ? new PageLines() : free;
    }

    /** Takes back what a reader needs no more. */
    void giveBack(PageLines lines) {
        lines.clear();
        idle.set(lines);
    }
}
