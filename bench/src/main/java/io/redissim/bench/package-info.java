/** Owns: the measurements and their command line. Uses: everything. Never: part of the product. */
@NullMarked
package io.redissim.bench;

import org.jspecify.annotations.NullMarked;
