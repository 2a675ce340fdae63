package dev.bailiwick.sandbox.demo;

/** How the demo is shown: drawn over and over on a terminal, or line by line where there is none. */
sealed interface View extends AutoCloseable permits TerminalView, LineView {
    void show(Snapshot snapshot);

    @Override
    void close();
}
