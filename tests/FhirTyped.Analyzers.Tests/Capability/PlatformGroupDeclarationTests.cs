using FhirTyped.Analyzers.Tests.Harness;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers.Tests.Capability;

/// <summary>Classes with <c>[FhirPlatformGroup]</c> of which no client can be made.</summary>
public sealed class PlatformGroupDeclarationTests
{
    [Theory]
    [InlineData("[{|FHT0004:FhirPlatformGroup|}] internal partial class Clients;")]
    [InlineData("[{|FHT0004:FhirPlatformGroup|}()] internal partial class Clients;")]
    [InlineData("[FhirPlatformGroup(typeof({|FHT0004:string|}))] internal partial class Clients;")]
    [InlineData("[FhirPlatformGroup(typeof(Epic), typeof({|FHT0004:Patient|}))] internal partial class Clients;")]
    [InlineData("[FhirPlatformGroup(typeof({|FHT0004:Hospitals|}))] internal partial class Clients;")]
    [InlineData("[FhirPlatformGroup(typeof({|FHT0004:Clients|}))] internal partial class Clients;")]
    [InlineData("[{|FHT0004:FhirPlatformGroup|}(typeof(Epic))] internal partial class Clients<T>;")]
    [InlineData("internal static partial class Outer { [{|FHT0004:FhirPlatformGroup|}(typeof(Epic))] internal partial class Clients; }")]
    [InlineData("[FhirPlatformGroup(typeof(Epic), typeof({|FHT0005:Epic|}))] internal partial class Clients;")]
    [InlineData("[FhirPlatformGroup(new[] { typeof(Epic), typeof(Mercy), typeof({|FHT0005:Acme.Epic|}) })] internal partial class Clients;")]
    public Task MistakesAreReported_WhereTheyStand(string source) => AnalyzerRun.VerifyAsync(source);

    [Theory]
    [InlineData("[FhirPlatformGroup(typeof(Epic))] internal partial class Clients;")]
    [InlineData("[FhirPlatformGroup(typeof(Epic), typeof(Mercy), typeof(OracleHealth), typeof(UsCore))] public sealed partial class Clients;")]
    [InlineData("[FhirPlatformGroup([typeof(Epic), typeof(Mercy)])] public sealed partial class Clients;")]
    [InlineData("internal static class Outer { internal sealed class Clients<T>; }")]
    public Task WhatIsRight_IsNotReported(string source) => AnalyzerRun.VerifyAsync(source);

    [Theory]
    [InlineData("[FhirPlatformGroup(typeof({|FHT0004:string|}))] internal partial class Clients;", "'String' is not the class of a platform")]
    [InlineData("[{|FHT0004:FhirPlatformGroup|}] internal partial class Clients;", "'Clients' names no platform")]
    [InlineData("[{|FHT0004:FhirPlatformGroup|}(typeof(Epic))] internal partial class Clients<T>;", "'Clients' is generic")]
    [InlineData("[FhirPlatformGroup(typeof(Epic), typeof({|FHT0005:Epic|}))] internal partial class Clients;", "'Epic' is named twice")]
    public async Task Message_SaysWhatIsWrong(string source, string expected) =>
        Assert.Contains(expected, Assert.Single(await AnalyzerRun.VerifyAsync(source)).GetMessage(), StringComparison.Ordinal);

    [Theory]
    [InlineData("FHT0004", "[FhirPlatformGroup(typeof({|FHT0004:string|}))] internal partial class Clients;")]
    [InlineData("FHT0005", "[FhirPlatformGroup(typeof(Epic), typeof({|FHT0005:Epic|}))] internal partial class Clients;")]
    public async Task EditorConfig_ChangesTheSeverity(string id, string source)
    {
        Assert.Equal(DiagnosticSeverity.Error, Assert.Single(await AnalyzerRun.VerifyAsync(source)).Severity);
        Assert.Equal(DiagnosticSeverity.Warning, Assert.Single(await AnalyzerRun.VerifyAsync(source, (id, ReportDiagnostic.Warn))).Severity);
    }
}
