package org.smimegate.bench;

import java.util.ArrayList;
import java.util.List;

/** A measured line: a value for each x. */
record Line(String name, List<Double> x, List<Double> y) {
    static Line named(String name) {
        return new Line(name, new ArrayList<>(), new ArrayList<>());
    }

    void add(double at, double value) {
        x.add(at);
        y.add(value);
    }
}
