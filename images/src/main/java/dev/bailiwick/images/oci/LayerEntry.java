package dev.bailiwick.images.oci;

import java.nio.file.Path;

/** One path of a layer. Everything belongs to root and has the same time, so that the same input has the same digest. */
sealed interface LayerEntry {

    /** Time of every path in every layer, in seconds since 1970; 0 would read as "unknown" to the AOT cache's check. */
    long MODIFIED_SECONDS = 1;

    /**
     * A folder.
     *
     * @param mode permission bits
     */
    record Folder(int mode) implements LayerEntry {}

    /**
     * A file that is made here.
     *
     * @param mode permission bits
     */
    @SuppressWarnings("ArrayRecordComponent") // entries are never compared
    record Content(byte[] bytes, int mode) implements LayerEntry {}

    /**
     * A copy of a file.
     *
     * @param mode permission bits
     */
    record OnDisk(Path file, int mode) implements LayerEntry {}

    /** A symbolic link. */
    record Link(String target) implements LayerEntry {}
}
