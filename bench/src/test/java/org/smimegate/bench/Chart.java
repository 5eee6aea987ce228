package org.smimegate.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;

/**
 * Lines that share their x: printed as a table, and drawn as a picture in docs/.
 *
 * @param x what grows
 * @param y what is measured, with its unit
 */
record Chart(String title, String x, String y, List<Line> lines) {
    private static final Path DOCS = Path.of("docs");

    Chart {
        lines = List.copyOf(lines);
    }

    void print() {
        System.out.printf(Locale.ROOT, "%n%-12s", x);
        lines.forEach(line -> System.out.printf(Locale.ROOT, " %20s", line.name()));
        for (int i = 0; i < lines.get(0).x().size(); i++) {
            System.out.printf(Locale.ROOT, "%n%-12.0f", lines.get(0).x().get(i));
            for (Line line : lines) {
                System.out.printf(Locale.ROOT, " %20.2f", line.y().get(i));
            }
        }
        System.out.println();
    }

    /** @param file name of a PNG */
    void draw(String file) throws IOException {
        XYChart chart = new XYChartBuilder()
                .width(800)
                .height(500)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .build();
        boolean wide = lines.get(0).x().size() > 2;
        chart.getStyler().setXAxisLogarithmic(wide).setYAxisLogarithmic(true);
        lines.forEach(line -> chart.addSeries(line.name(), line.x(), line.y()));
        Files.createDirectories(DOCS.toAbsolutePath());
        BitmapEncoder.saveBitmap(chart, DOCS.resolve(file).toString(), BitmapEncoder.BitmapFormat.PNG);
    }
}
