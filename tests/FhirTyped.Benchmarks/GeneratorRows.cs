extern alias generator;

using System.Diagnostics;
using FhirTyped.TestKit;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace FhirTyped.Benchmarks;

/// <summary>The platform generator on Epic's files.</summary>
internal static class GeneratorRows
{
    private const int Rounds = 5;

    /// <summary>How many files the generator reads and emits anew when somebody types elsewhere.</summary>
    public static Task<double> KeystrokeAsync()
    {
        var compilation = MakeCompilation();
        var texts = Texts();
        var driver = MakeDriver(texts).RunGenerators(compilation);
        var reads = texts.Sum(static text => text.Reads);
        driver = driver.RunGenerators(compilation.AddSyntaxTrees(CSharpSyntaxTree.ParseText("class Typed { void X() { } }")));
        var emits = driver.GetRunResult().Results[0].TrackedOutputSteps.Values.SelectMany(static runs => runs).Count(static run =>
            run.Outputs.Any(static output => output.Reason is IncrementalStepRunReason.New or IncrementalStepRunReason.Modified));
        return Task.FromResult((double)(texts.Sum(static text => text.Reads) - reads + emits));
    }

    /// <summary>The first run in a process of its own, JIT included.</summary>
    public static async Task<double> ColdAsync()
    {
        var times = new double[Rounds];
        for (var i = 0; i < Rounds; i++)
        {
            using var process = Process.Start(new ProcessStartInfo(Environment.ProcessPath!, ["start", "generator"])
            {
                UseShellExecute = false,
                RedirectStandardOutput = true,
            })!;
            var text = await process.StandardOutput.ReadToEndAsync();
            await process.WaitForExitAsync();
            times[i] = double.Parse(text, System.Globalization.CultureInfo.InvariantCulture);
        }

        Array.Sort(times);
        return times[Rounds / 2] / 400;
    }

    /// <summary>Runs the generator once and prints the milliseconds.</summary>
    public static int RunCold()
    {
        // Roslyn itself is warm in every compiler: what is measured is the generator, so a driver without one goes first.
        var compilation = MakeCompilation();
        CSharpGeneratorDriver.Create([new Nothing().AsSourceGenerator()]).RunGenerators(compilation);
        var driver = MakeDriver(Texts());
        var start = Stopwatch.GetTimestamp();
        var result = driver.RunGenerators(compilation).GetRunResult();
        var elapsed = Stopwatch.GetElapsedTime(start).TotalMilliseconds;
        Console.WriteLine(elapsed.ToString(System.Globalization.CultureInfo.InvariantCulture));
        return result.GeneratedTrees.Length > 50 ? 0 : 2;
    }

    internal static CSharpCompilation MakeCompilation() => CSharpCompilation.Create(
        "Acme", [CSharpSyntaxTree.ParseText("class Program;")], TestReferences.Framework.Concat(TestReferences.Libraries));

    internal static InMemoryText[] Texts()
    {
        var folder = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms", "epic");
        return [.. Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(static path => new InMemoryText(path, File.ReadAllText(path)))];
    }

    private static GeneratorDriver MakeDriver(InMemoryText[] texts) => CSharpGeneratorDriver.Create(
        [new generator::FhirTyped.PlatformGenerator.PlatformGenerator().AsSourceGenerator()],
        texts,
        driverOptions: new(IncrementalGeneratorOutputKind.None, trackIncrementalGeneratorSteps: true));

    private sealed class Nothing : IIncrementalGenerator
    {
        public void Initialize(IncrementalGeneratorInitializationContext context) =>
            context.RegisterPostInitializationOutput(static output => output.AddSource("Nothing.g.cs", "internal static class NothingEmitted;"));
    }
}
