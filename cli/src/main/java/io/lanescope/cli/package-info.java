/** cli. */
package io.lanescope.cli;
