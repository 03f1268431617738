/**
 * Layer-wise relevance propagation with all its rules.
 */
package io.lanescope.explain.lrp;
