import java.io.OutputStream;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.jena.query.Dataset;
import org.apache.jena.query.QueryExecution;
import org.apache.jena.query.QueryExecutionFactory;
import org.apache.jena.query.ReadWrite;
import org.apache.jena.query.ResultSetFormatter;
import org.apache.jena.tdb2.TDB2;
import org.apache.jena.tdb2.TDB2Factory;

/** Asks a TDB2 store every query (NAME.rq) of a folder in one process; answers come beside them (NAME.json). */
public class Ask {
    public static void main(String[] arguments) throws Exception {
        Dataset data = TDB2Factory.connectDataset(arguments[0]);
        data.getContext().set(TDB2.symUnionDefaultGraph, true);
        data.begin(ReadWrite.READ);
        try (DirectoryStream<Path> files = Files.newDirectoryStream(Path.of(arguments[1]), "*.rq")) {
            for (Path file : files) {
                Path answer = Path.of(file.toString().replaceAll("rq$", "json"));
                try (QueryExecution run = QueryExecutionFactory.create(Files.readString(file), data);
                        OutputStream stream = Files.newOutputStream(answer)) {
                    ResultSetFormatter.outputAsJSON(stream, run.execSelect());
                }
            }
        } finally {
            data.end();
        }
    }
}
