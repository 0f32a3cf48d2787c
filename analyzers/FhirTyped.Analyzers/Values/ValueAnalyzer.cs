using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// Looks at the values of single criteria, wherever a query is built: tokens without their system (FHT1201), systems and codes
/// that cannot be right (FHT1202), times without a zone (FHT1203), references without a type (FHT1204).
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ValueAnalyzer : FhirAnalyzer
{
    /// <summary>The property of a diagnostic with the text that belongs before the value, or in its place.</summary>
    internal const string Remedy = "Remedy";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ValueRules.All;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.Instance is not { } instance || symbols.ParameterTypeOf(instance.Type) is not { } type
            || symbols.Platforms.FindNested(((INamedTypeSymbol)instance.Type!).TypeArguments[0], "Query") is not var (platform, resourceType))
        {
            return;
        }

        var parameter = instance is IPropertyReferenceOperation property ? platform.ParameterOf(resourceType, property.Property.Name)?.Name ?? "" : "";
        switch (type)
        {
            case SearchParameterType.Token:
                AnalyzeToken(context, platform, resourceType, parameter, call);
                break;
            case SearchParameterType.Date:
                AnalyzeDate(context, call);
                break;
            case SearchParameterType.Reference when call.TargetMethod.Name == "Is" && call.Arguments.Length == 1:
                AnalyzeReference(context, resourceType, parameter, call);
                break;
        }
    }

    private static void AnalyzeToken(OperationAnalysisContext context, PlatformFacts platform, string resourceType, string parameter, IInvocationOperation call)
    {
        if (call.TargetMethod.Name is "Is" or "Not" && call.Arguments.Length == 1 && ValueReader.Text(call.Arguments[0].Value) is { Length: > 0 } alone)
        {
            if (ValueCheck.CodeWithoutSystem(platform, resourceType, parameter, new SearchValue(ValueReader.Escape(alone))) is { } message)
            {
                var properties = Codes.LooksLikeLoinc(alone) && Codes.HasLoincCheckDigit(alone) && parameter != "identifier"
                    ? ImmutableDictionary<string, string?>.Empty.Add(Remedy, Codes.Loinc)
                    : null;
                context.ReportDiagnostic(Diagnostic.Create(JudgedRules.SystemRequired, Place(call, 0), properties, message));
            }
        }

        if (call.TargetMethod.Name == "Is" && call.Arguments.Length == 2 && ValueReader.Text(ValueReader.Argument(call, 0)) is { } system
            && ValueCheck.SystemAndCode(resourceType, parameter, system, ValueReader.Text(ValueReader.Argument(call, 1))) is var (fault, right))
        {
            context.ReportDiagnostic(right is null
                ? Diagnostic.Create(ValueRules.WrongSystem, Place(call, 1), fault)
                : Diagnostic.Create(ValueRules.WrongSystem, Place(call, 0), ImmutableDictionary<string, string?>.Empty.Add(Remedy, right), fault));
        }
    }

    private static void AnalyzeDate(OperationAnalysisContext context, IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            var value = ValueReader.Unwrap(argument.Value);
            if (LocalTime.Is(value))
            {
                context.ReportDiagnostic(Diagnostic.Create(ValueRules.LocalTime, value.Syntax.GetLocation()));
            }
        }
    }

    private static void AnalyzeReference(OperationAnalysisContext context, string resourceType, string parameter, IInvocationOperation call)
    {
        if (ValueReader.Text(call.Arguments[0].Value) is { } text && ValueCheck.TargetsOfBareId(resourceType, parameter, text) is { } targets)
        {
            var properties = targets.Contains("Patient") ? ImmutableDictionary<string, string?>.Empty.Add(Remedy, "Patient") : null;
            context.ReportDiagnostic(Diagnostic.Create(ValueRules.UntypedReference, Place(call, 0), properties, parameter, resourceType, ValueCheck.Describe(targets)));
        }
    }

    private static Location Place(IInvocationOperation call, int ordinal) => ValueReader.Argument(call, ordinal).Syntax.GetLocation();
}
