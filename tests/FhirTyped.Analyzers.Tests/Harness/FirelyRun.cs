using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Harness;

/// <summary>Runs the analyzers on code that uses the Firely SDK.</summary>
internal static class FirelyRun
{
    /// <summary>Checks that the marked diagnostics of one method's body are reported, and no others.</summary>
    /// <param name="members">Other members of its class.</param>
    /// <param name="body">
    /// The body. It has the unknown values <c>id</c>, <c>flag</c>, <c>list</c>, <c>given</c> (SearchParams), <c>patient</c> and <c>other</c>
    /// (a client).
    /// </param>
    /// <param name="attributes">The assembly's attributes.</param>
    /// <param name="editorConfig">The text of the project's <c>.editorconfig</c>.</param>
    /// <param name="assembly">The assembly that the client comes from.</param>
    public static Task<IReadOnlyList<Diagnostic>> VerifyAsync(
        string members, string body, string attributes = "", string editorConfig = "", string assembly = "Hl7.Fhir.R4") =>
        AnalyzerRun.VerifyAsync(Source(members, body, attributes), Setup(editorConfig, assembly));

    /// <summary>Checks that a fix in one method's body gives another body, as <see cref="FixRun"/> does.</summary>
    public static Task VerifyFixAsync(string id, string before, string? after) =>
        FixRun.VerifyAsync(id, Source("", before, ""), after is null ? null : Source("", after, ""), setup: Setup("", "Hl7.Fhir.R4"));

    private static AnalyzerSetup Setup(string editorConfig, string assembly) => new()
    {
        EditorConfig = editorConfig,
        References = assembly == "Hl7.Fhir.R4" ? FirelyAssemblies.R4 : FirelyAssemblies.OfVersion(assembly),
    };

    private static string Source(string members, string body, string attributes) => $$"""
        {{attributes}}
        namespace Ward
        {
            using Hl7.Fhir.Model;
            using Hl7.Fhir.Rest;
            using Hl7.Fhir.Utility;
            using Task = System.Threading.Tasks.Task;

            public sealed class Clinic(FhirClient other)
            {
                {{members}}

                public async Task Run(string id, bool flag, string[] list, SearchParams given, Patient patient)
                {
                    {{body}}
                    await Task.CompletedTask;
                }
            }
        }
        """;
}
