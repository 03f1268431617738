package io.lanescope.cli.report;

/**
 * Something to know, as people read it.
 *
 * @param name  what it is
 * @param value how it is
 */
public record Fact(String name, String value) {}
