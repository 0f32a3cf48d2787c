using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Messages;

/// <summary>FHT0004 and FHT0005 of the analyzers; those of platform files are the generator's.</summary>
public sealed class PlatformMessageTests
{
    [Theory]
    [InlineData("FHT0004", DiagnosticSeverity.Error, "[{|FHT0004:FhirPlatformGroup|}] internal partial class Clients;",
        "'Clients' names no platform: [FhirPlatformGroup(typeof(Epic), typeof(OracleHealth))].")]
    [InlineData("FHT0004", DiagnosticSeverity.Error, "[FhirPlatformGroup(typeof({|FHT0004:string|}))] internal partial class Clients;",
        "'String' is not the class of a platform, or was compiled by another version of FhirTyped: name classes that a platform file has made.")]
    [InlineData("FHT0004", DiagnosticSeverity.Error, "[{|FHT0004:FhirPlatformGroup|}(typeof(Epic))] internal partial class Clients<T>;",
        "'Clients' is generic: a client of several platforms is a class by itself, without type parameters, that is not inside another one.")]
    [InlineData("FHT0005", DiagnosticSeverity.Error, "[FhirPlatformGroup(typeof(Epic), typeof({|FHT0005:Epic|}))] internal partial class Clients;",
        "'Epic' is named twice: name each platform once.")]
    public Task Message_IsComplete(string id, DiagnosticSeverity severity, string source, string message) => Message.VerifySourceAsync(id, severity, source, message);

    [Theory]
    [InlineData("FHT0004", DiagnosticSeverity.Error, "await other.{|FHT0004:DeleteAsync|}(patient);",
        "fhirtyped_platform of the .editorconfig names 'mercey', which is the id of no platform of this project or of a referenced assembly, so requests of a FhirClient whose address is not known go unchecked; did you mean 'mercy'?")]
    public async Task Message_IsComplete_OfTheKey(string id, DiagnosticSeverity severity, string body, string message) =>
        Message.Verify(id, severity, message, await FirelyRun.VerifyAsync("", body, editorConfig: "[*.cs]\nfhirtyped_platform = mercey"));
}
