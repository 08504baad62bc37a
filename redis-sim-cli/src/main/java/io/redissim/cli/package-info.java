@NullMarked
package io.redissim.cli;

import org.jspecify.annotations.NullMarked;
