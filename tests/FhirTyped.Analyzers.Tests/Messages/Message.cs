using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Messages;

/// <summary>Checks one diagnostic whole: its id, its place, its severity and every word of its message.</summary>
internal static class Message
{
    /// <summary>Checks the one diagnostic of a method's body. The method has the platforms of the tests by their names, and a few unknown values.</summary>
    public static Task VerifyAsync(string id, DiagnosticSeverity severity, string body, string message) =>
        VerifySourceAsync(id, severity, InMethod(body), message);

    /// <summary>The same of a whole source.</summary>
    public static async Task VerifySourceAsync(string id, DiagnosticSeverity severity, string source, string message) =>
        Verify(id, severity, message, await AnalyzerRun.VerifyAsync(source));

    /// <summary>The same of what was found otherwise.</summary>
    public static void Verify(string id, DiagnosticSeverity severity, string message, IReadOnlyList<Diagnostic> found)
    {
        var diagnostic = Assert.Single(found);
        Assert.Equal((id, severity), (diagnostic.Id, diagnostic.Severity));
        Assert.Equal(message, diagnostic.GetMessage());
    }

    private static string InMethod(string body) => $$"""
        public sealed class Clinic(Mercy mercy, MercyClinic clinic, Epic epic, OracleHealth oracle, Writer writer, Hospitals hospital)
        {
            public async Task Run(string id, DateOnly day, Patient patient)
            {
                {{body}}
                await Task.CompletedTask;
                _ = (mercy, clinic, epic, oracle, writer, hospital, id, day, patient);
            }
        }
        """;
}
