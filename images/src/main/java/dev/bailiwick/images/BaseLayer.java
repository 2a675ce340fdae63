package dev.bailiwick.images;

import dev.bailiwick.images.oci.LayerContent;

/** The lowest layer of both images: the Java runtime, the C library, and the few files that they look for. There is no shell. */
final class BaseLayer {
    /** User and group of every process; the chart names the same number. */
    static final int USER = 10001;

    private BaseLayer() {}

    static LayerContent of(JavaRuntime runtime, Glibc glibc) {
        var layer = LayerContent.builder()
                .tree(JavaRuntime.PATH, runtime.home())
                .folder("tmp", 01777)
                .file("etc/passwd", """
                        root:x:0:0:root:/:/sbin/nologin
                        bailiwick:x:%1$d:%1$d:bailiwick:/tmp:/sbin/nologin
                        """.formatted(USER))
                .file("etc/group", """
                        root:x:0:
                        bailiwick:x:%d:
                        """.formatted(USER))
                .file("etc/nsswitch.conf", """
                        passwd: files
                        group: files
                        hosts: files dns
                        """);
        glibc.addTo(layer);
        return layer.build();
    }
}
