extern alias analyzers;
extern alias generator;

using System.Collections.Immutable;
using System.Diagnostics;
using System.Globalization;
using System.Text;
using FhirTyped.TestKit;
using FhirTyped.TestKit.Generation;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Benchmarks;

/// <summary>The time of all analyzers against the compiler's on the same project, both warm and on one thread.</summary>
internal static class AnalyzerRows
{
    private const int Rounds = 5;

    /// <summary>1,000 files that know nothing of FhirTyped.</summary>
    public static Task<double> PlainProjectAsync() => MeasureAsync(Plain(1_000), TestReferences.Framework);

    /// <summary>200 searches, in files that also hold other code.</summary>
    public static Task<double> SearchesAsync() =>
        MeasureAsync([.. Plain(200), .. Searches(200)], [.. TestReferences.Framework, .. TestReferences.Libraries, Platforms()]);

    private static async Task<double> MeasureAsync(IReadOnlyList<string> sources, IEnumerable<MetadataReference> references)
    {
        var ratios = new List<double>();
        var list = references.ToList();
        for (var round = 0; round < Rounds; round++)
        {
            var start = Stopwatch.GetTimestamp();
            var compilation = Compile(sources, list);
            using var stream = new MemoryStream();
            var result = compilation.Emit(stream);
            var compiler = Stopwatch.GetElapsedTime(start);
            if (!result.Success)
            {
                throw new InvalidOperationException(result.Diagnostics.First(static problem => problem.Severity == DiagnosticSeverity.Error).ToString());
            }

            // The first round warms both up.
            var analysis = await AnalyzeAsync(Compile(sources, list));
            if (round > 0)
            {
                ratios.Add(analysis / compiler);
            }
        }

        ratios.Sort();
        return ratios[ratios.Count / 2];
    }

    private static async Task<TimeSpan> AnalyzeAsync(CSharpCompilation compilation)
    {
        var all = typeof(analyzers::FhirTyped.Analyzers.SearchAnalyzer).Assembly.GetTypes()
            .Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(DiagnosticAnalyzer)))
            .Select(static type => (DiagnosticAnalyzer)Activator.CreateInstance(type)!).ToImmutableArray();
        var run = compilation.WithAnalyzers(all, new CompilationWithAnalyzersOptions(
            new AnalyzerOptions([]), onAnalyzerException: null, concurrentAnalysis: false, logAnalyzerExecutionTime: true));
        await run.GetAnalyzerDiagnosticsAsync();
        var time = TimeSpan.Zero;
        foreach (var analyzer in all)
        {
            time += (await run.GetAnalyzerTelemetryInfoAsync(analyzer, CancellationToken.None)).ExecutionTime;
        }

        return time;
    }

    private static CSharpCompilation Compile(IEnumerable<string> sources, IEnumerable<MetadataReference> references) => CSharpCompilation.Create(
        "Acme.Clinic", sources.Select(static source => CSharpSyntaxTree.ParseText(source)), references,
        new(OutputKind.DynamicallyLinkedLibrary, nullableContextOptions: NullableContextOptions.Enable, concurrentBuild: false));

    private static List<string> Plain(int files)
    {
        var sources = new List<string>(files);
        for (var i = 0; i < files; i++)
        {
            var text = new StringBuilder();
            text.Append(CultureInfo.InvariantCulture, $$"""
                using System;
                using System.Collections.Generic;
                using System.Linq;
                namespace Acme.Part{{i}};
                public sealed class Service
                {
                    private readonly Dictionary<string, List<int>> _values = new(StringComparer.Ordinal);

                """);
            for (var method = 0; method < 8; method++)
            {
                text.Append(CultureInfo.InvariantCulture, $$"""
                        public int Method{{method}}(string key, IReadOnlyList<int> numbers)
                        {
                            if (!_values.TryGetValue(key, out var list))
                            {
                                _values[key] = list = new List<int>();
                            }
                            foreach (var number in numbers.Where(n => n > {{method}}).OrderBy(n => n))
                            {
                                list.Add(number * {{method + 1}});
                            }
                            return list.Sum() + key.Length + string.Join(",", list).Length;
                        }

                    """);
            }

            sources.Add(text.Append("}\n").ToString());
        }

        return sources;
    }

    private static IEnumerable<string> Searches(int count)
    {
        for (var i = 0; i < count; i++)
        {
            yield return string.Create(CultureInfo.InvariantCulture, $$"""
                using System;
                using System.Collections.Generic;
                using Acme;
                using FhirTyped;
                using FhirTyped.R4;
                namespace Acme.Search{{i}};
                public sealed class Labs(Epic epic)
                {
                    public IAsyncEnumerable<Observation> Of(string patientId, DateOnly from, bool all) =>
                        epic.Observation.Search(q =>
                        {
                            q.Patient.Is(patientId).Category.Is(ObservationCategory.Laboratory).Date.OnOrAfter(from).Date.Before(2030, 1, 1);
                            if (!all) { q.Code.AnyOf(new SearchToken("http://loinc.org", "718-7"), new SearchToken("http://loinc.org", "4548-4")); }
                            q.Count({{i % 90 + 1}}).Sort(x => x.Date);
                        });
                }
                """);
        }
    }

    private static MetadataReference Platforms()
    {
        var folder = Path.Combine(TestFiles.RepositoryRoot, "src", "FhirTyped.Platforms", "platforms", "epic");
        var texts = Directory.GetFiles(folder, "*.json").Order(StringComparer.Ordinal).Select(static path => new InMemoryText(path, File.ReadAllText(path)));
        CSharpGeneratorDriver.Create([new generator::FhirTyped.PlatformGenerator.PlatformGenerator().AsSourceGenerator()], [.. texts])
            .RunGeneratorsAndUpdateCompilation(
                CSharpCompilation.Create("Acme", [], TestReferences.Framework.Concat(TestReferences.Libraries), new(OutputKind.DynamicallyLinkedLibrary)),
                out var compilation, out _);
        return MetadataReference.CreateFromImage(LiveCompilation.Emit((CSharpCompilation)compilation));
    }
}
