using System;
using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Text;

namespace FhirTyped.Analyzers;

/// <summary>Finds sandbox addresses (FHT1305) and secrets (FHT1306) in the JSON files of a program's configuration.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ConfigurationFileAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(SafetyRules.SecretInSource, SafetyRules.SandboxAddress);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        var addresses = new Lazy<PlatformAddresses>(() => new(start.Compilation, symbols.Platforms));
        start.RegisterAdditionalFileAction(file => Analyze(file, addresses));
    }

    private static void Analyze(AdditionalFileAnalysisContext context, Lazy<PlatformAddresses> addresses)
    {
        var path = context.AdditionalFile.Path;
        if (!ConfigurationFile.IsConfiguration(path) || context.AdditionalFile.GetText(context.CancellationToken) is not { } text)
        {
            return;
        }

        var sections = new FhirSections(addresses);
        var isOfFhir = ConfigurationFile.IsOfFhir(path);
        var namesServers = ConfigurationFile.IsSettings(path) && !ConfigurationFile.IsForDevelopment(path);
        foreach (var (name, value, isInSection, isPrivatePart) in ConfigurationFile.Strings(text.ToString(), sections.Contain))
        {
            if ((isPrivatePart || SecretText.IsPrivateKey(value.Text) ? "A private key" : SecretText.Describe(name, value.Text)) is { } secret)
            {
                // What is no secret of a FHIR client is the program's own affair: it is told, and stops no build.
                Report(context, SafetyRules.SecretInSource, text, value, secret, isOfFhir || isInSection ? DiagnosticSeverity.Error : DiagnosticSeverity.Info);
            }
            else if (namesServers && value.Text.StartsWith("http", StringComparison.OrdinalIgnoreCase) && addresses.Value.FindSandbox(value.Text) is { } platform)
            {
                Report(context, SafetyRules.SandboxAddress, text, value, platform.Judge.Manifest.Name, SafetyRules.SandboxAddress.DefaultSeverity);
            }
        }
    }

    private static void Report(AdditionalFileAnalysisContext context, DiagnosticDescriptor rule, SourceText text, JsonValue value, string argument, DiagnosticSeverity severity)
    {
        var span = new TextSpan(value.Position.Offset, value.Position.Length);
        var location = Location.Create(context.AdditionalFile.Path, span, text.Lines.GetLinePositionSpan(span));
        context.ReportDiagnostic(Diagnostic.Create(rule, location, severity, additionalLocations: null, properties: null, argument));
    }
}
