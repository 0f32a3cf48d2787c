// Writes what is public into PublicAPI.Unshipped.txt of each library: dotnet run eng/public-api.cs [FhirTyped.Sandbox …]
// What was shipped and is gone is said, and stays an error: https://github.com/dotnet/roslyn/blob/main/src/RoslynAnalyzers/PublicApiAnalyzers/PublicApiAnalyzers.Help.md
#:property PublishAot=false
using System.Diagnostics;
using System.Runtime.CompilerServices;
using System.Text.Json;

string[] libraries = ["FhirTyped.R4", "FhirTyped", "FhirTyped.Sandbox", "FhirTyped.AspNetCore", "FhirTyped.Firely", "FhirTyped.Refit", "FhirTyped.Refit.Firely", "FhirTyped.Auth", "FhirTyped.BulkData", "FhirTyped.Transfer", "FhirTyped.TestData", "FhirTyped.ServerBenchmark", "FhirTyped.Gateway", "FhirTyped.Gateway.Redis", "FhirTyped.Gateway.PostgreSql", "FhirTyped.Gateway.Mcp", "FhirTyped.SqlOnFhir", "FhirTyped.BulkData.DuckDb"];
var source = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(ThisFile())!, "..", "src"));
if (args.Length > 0)
{
    libraries = args;
}

var log = Directory.CreateTempSubdirectory("public-api-").FullName;
foreach (var library in libraries)
{
    foreach (var name in new[] { "PublicAPI.Shipped.txt", "PublicAPI.Unshipped.txt" })
    {
        var path = Path.Combine(source, library, name);
        if (!File.Exists(path))
        {
            File.WriteAllText(path, "#nullable enable\n");
        }
    }
}

// Compiled anew, and nothing else.
foreach (var compiled in libraries.SelectMany(library => Directory.EnumerateFiles(Directory.CreateDirectory(Path.Combine(source, library, "obj")).FullName, library + ".dll", SearchOption.AllDirectories)))
{
    File.Delete(compiled);
}

foreach (var library in libraries)
{
    var result = Path.Combine(log, library + ".sarif");
    if (!File.Exists(result))
    {
        using var build = Process.Start("dotnet", ["build", Path.Combine(source, library), "-v", "q", "--nologo", "-clp:ErrorsOnly", "-p:TreatWarningsAsErrors=false", "-p:MSBuildTreatWarningsAsErrors=false", "-p:PublicApiLog=" + log]);
        build.WaitForExit();
        if (build.ExitCode != 0)
        {
            return build.ExitCode;
        }
    }

    var unshipped = Path.Combine(source, library, "PublicAPI.Unshipped.txt");
    var shipped = File.ReadAllLines(Path.Combine(source, library, "PublicAPI.Shipped.txt")).ToHashSet(StringComparer.Ordinal);
    var members = File.ReadAllLines(unshipped).Where(line => line.Length > 0 && line[0] != '#').ToHashSet(StringComparer.Ordinal);
    var (added, removed) = (0, 0);
    using var json = JsonDocument.Parse(File.ReadAllText(result));
    foreach (var issue in json.RootElement.GetProperty("runs")[0].GetProperty("results").EnumerateArray())
    {
        if (NameOf(issue) is not { } name)
        {
            continue;
        }

        switch (issue.GetProperty("ruleId").GetString())
        {
            case "RS0016" or "RS0036":
                added += members.Add(name) ? 1 : 0;
                break;
            case "RS0017" when shipped.Contains(name):
                Console.WriteLine(library + ": gone, though shipped: " + name);
                break;
            case "RS0017":
                removed += members.Remove(name) ? 1 : 0;
                break;
        }
    }

    File.WriteAllText(unshipped, "#nullable enable\n" + string.Concat(members.Order(StringComparer.Ordinal).Select(member => member + "\n")));
    Console.WriteLine($"{library}: {added} added, {removed} removed, {members.Count} in all");
}

Directory.Delete(log, recursive: true);
return 0;

static string? NameOf(JsonElement issue) =>
    issue.TryGetProperty("properties", out var properties) && properties.TryGetProperty("customProperties", out var custom)
        && custom.TryGetProperty("APIName", out var name) ? name.GetString() : null;

static string ThisFile([CallerFilePath] string path = "") => path;
