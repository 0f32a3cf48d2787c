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
public sealed class ValueAnalyzer : DiagnosticAnalyzer
{
    /// <summary>The property of a diagnostic with the text that belongs before the value, or in its place.</summary>
    internal const string Remedy = "Remedy";

    private static readonly ImmutableHashSet<string> AmbiguousCodes = ImmutableHashSet.Create(new[]
    {
        "code", "combo-code", "combo-value-concept", "component-code", "component-value-concept", "reason-code", "value-concept", "vaccine-code",
    });

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => ValueRules.All;

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.EnableConcurrentExecution();
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.RegisterCompilationStartAction(static start =>
        {
            if (FhirSymbols.TryCreate(start.Compilation) is { } symbols)
            {
                start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invocation);
            }
        });
    }

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
            // Where the platform asks for the system, the judge has said so already.
            var isAsked = platform.Judge.JudgeSearch(new SearchQuery(resourceType, new(new[]
            {
                new SearchCriterion { Name = parameter, Values = new(new[] { new SearchValue(ValueReader.Escape(alone)) }) },
            }))).ContainsId(CapabilityIds.SystemRequired);
            if (!isAsked && (AmbiguousCodes.Contains(parameter) || parameter == "identifier"))
            {
                var properties = Codes.LooksLikeLoinc(alone) && Codes.HasLoincCheckDigit(alone) && parameter != "identifier"
                    ? ImmutableDictionary<string, string?>.Empty.Add(Remedy, Codes.Loinc)
                    : null;
                context.ReportDiagnostic(Diagnostic.Create(
                    JudgedRules.SystemRequired, Place(call, 0), properties,
                    "'" + parameter + "' is searched by a code without its system: the same code means something else in another. Give the system before the code."));
            }
        }

        if (call.TargetMethod.Name == "Is" && call.Arguments.Length == 2 && ValueReader.Text(ValueReader.Argument(call, 0)) is { } system)
        {
            AnalyzeSystem(context, call, system, ValueReader.Text(ValueReader.Argument(call, 1)));
        }
    }

    private static void AnalyzeSystem(OperationAnalysisContext context, IInvocationOperation call, string system, string? code)
    {
        if (Codes.Correct(system) is var (right, name))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                ValueRules.WrongSystem, Place(call, 0), ImmutableDictionary<string, string?>.Empty.Add(Remedy, right),
                "This is not the address of " + name + ": it is '" + right + "', to the letter, and nothing else matches."));
        }
        else if (system == Codes.Loinc && code is not null && (!Codes.LooksLikeLoinc(code) || !Codes.HasLoincCheckDigit(code)) && !code.StartsWith("LA", System.StringComparison.Ordinal)
            && !code.StartsWith("LP", System.StringComparison.Ordinal))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                ValueRules.WrongSystem, Place(call, 1), "This is no LOINC code: its check digit, the one behind the hyphen, does not fit the others."));
        }
    }

    private static void AnalyzeDate(OperationAnalysisContext context, IInvocationOperation call)
    {
        foreach (var argument in call.Arguments)
        {
            var value = ValueReader.Unwrap(argument.Value);
            if (value.Type?.SpecialType == SpecialType.System_DateTime && !IsUtc(value))
            {
                context.ReportDiagnostic(Diagnostic.Create(ValueRules.LocalTime, value.Syntax.GetLocation()));
            }
        }
    }

    private static bool IsUtc(IOperation value) => value switch
    {
        IPropertyReferenceOperation { Property.Name: "UtcNow" or "UtcDateTime" } => true,
        IInvocationOperation { TargetMethod.Name: "ToUniversalTime" or "SpecifyKind" } => true,
        IInvocationOperation { Instance: { } instance, TargetMethod.ContainingType.SpecialType: SpecialType.System_DateTime } => IsUtc(instance),
        IFieldReferenceOperation { Field: { Name: "UnixEpoch", ContainingType.SpecialType: SpecialType.System_DateTime } } => true,
        IObjectCreationOperation { Arguments: { Length: > 3 } arguments } => arguments[arguments.Length - 1].Value is IFieldReferenceOperation { Field.Name: "Utc" },
        _ => false,
    };

    private static void AnalyzeReference(OperationAnalysisContext context, string resourceType, string parameter, IInvocationOperation call)
    {
        if (ValueReader.Text(call.Arguments[0].Value) is not { Length: > 0 } text || text.IndexOf('/') >= 0 || text.IndexOf(':') >= 0
            || R4Definitions.FindSearchParameter(resourceType, parameter) is not { } known || (known.Targets.Count < 2 && !known.Targets.Contains("*")))
        {
            return;
        }

        var targets = known.Targets.Contains("*") ? "any resource type" : string.Join(", ", known.Targets);
        var properties = known.Targets.Contains("Patient") ? ImmutableDictionary<string, string?>.Empty.Add(Remedy, "Patient") : null;
        context.ReportDiagnostic(Diagnostic.Create(ValueRules.UntypedReference, Place(call, 0), properties, parameter, resourceType, targets));
    }

    private static Location Place(IInvocationOperation call, int ordinal) => ValueReader.Argument(call, ordinal).Syntax.GetLocation();
}
