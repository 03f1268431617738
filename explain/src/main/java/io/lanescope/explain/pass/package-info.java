/**
 * What the methods share: one thread's passes through a network, the explained scalar with its gradient, and points on paths.
 * Public only so that the packages of the methods can share it; no part of the API.
 */
package io.lanescope.explain.pass;
