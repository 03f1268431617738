/**
 * The HTML report: one file that opens without a network. Each section measures a model on some rows and makes
 * {@link io.lanescope.cli.report.Figure figures} of what it finds; {@link io.lanescope.cli.report.ReportFile} puts them
 * into a page, where a script draws them from their numbers. A {@link io.lanescope.cli.report.Drawing} is a picture alone.
 */
package io.lanescope.cli.report;
