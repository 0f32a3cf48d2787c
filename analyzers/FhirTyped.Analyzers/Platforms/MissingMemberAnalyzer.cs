using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;

namespace FhirTyped.Analyzers;

/// <summary>
/// Says why a member of a platform does not exist, beside the compiler's CS1061: the platform does not support it.
/// FHT1001 resource types, FHT1002 interactions, FHT1003 search parameters, FHT1008 operations, FHT1010 conditional requests,
/// FHT1403 patches, FHT1404 batch and transaction; FHT1011 where a client of several platforms lacks it because some of them do. Of a comparison that a
/// parameter does not have it says which there are: FHT1212.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class MissingMemberAnalyzer : FhirAnalyzer
{
    /// <summary>The property of a diagnostic that holds the name of the member that was probably meant.</summary>
    internal const string NearestMember = "NearestMember";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = JudgedRules.OfMembers.Add(ValueRules.NoSuchComparison);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        // Only code that does not compile has such operations, so this costs nothing where all is well.
        start.RegisterOperationAction(operation => Analyze(operation, symbols), OperationKind.Invalid);

    private static void Analyze(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var model = context.Operation.SemanticModel!;

        // A call of a method that does not exist is one operation with its receiver: nothing stands for the name alone.
        var syntax = context.Operation.Syntax is InvocationExpressionSyntax invocation ? invocation.Expression : context.Operation.Syntax;
        var (receiver, name) = syntax switch
        {
            MemberAccessExpressionSyntax access => (model.GetTypeInfo(access.Expression, context.CancellationToken).Type, access.Name),
            MemberBindingExpressionSyntax binding => (TypeOfConditional(binding, model), binding.Name),
            _ => default,
        };
        if (receiver is null || name is null || name.Identifier.ValueText.Length == 0 || Exists(name, model, receiver))
        {
            return;
        }

        if (symbols.ParameterTypeOf(receiver) is { } type)
        {
            context.ReportDiagnostic(Diagnostic.Create(
                ValueRules.NoSuchComparison, name.Identifier.GetLocation(), NameOf(syntax), type.ToString().ToLowerInvariant(), name.Identifier.ValueText,
                Comparators.Describe(type, receiver)));
            return;
        }

        var (verdict, nearest) = Judge(symbols, receiver, name);
        if (!verdict.IsSupported && JudgedRules.Find(JudgedRules.OfMembers, verdict.Id) is { } rule)
        {
            var properties = nearest is null ? null : ImmutableDictionary<string, string?>.Empty.Add(NearestMember, nearest);
            context.ReportDiagnostic(JudgedRules.Of(rule, verdict, name.Identifier.GetLocation(), properties));
        }
    }

    private static (CapabilityVerdict Verdict, string? Nearest) Judge(FhirSymbols symbols, ITypeSymbol receiver, SimpleNameSyntax name)
    {
        var member = name.Identifier.ValueText;
        if (symbols.Platforms.Find(receiver) is { } platform)
        {
            var verdict = CommonMembers.Judge(platform, member, one => MissingMembers.JudgeResource(one.Judge, member));
            return (verdict, verdict.Suggestion);
        }

        if (symbols.Platforms.FindNested(receiver, "Endpoint") is var (owner, resourceType))
        {
            return (CommonMembers.Judge(owner, member, one => MissingMembers.JudgeMethod(one.Judge, resourceType, member, CountArguments(name))), null);
        }

        if (symbols.IsQuery(receiver) && symbols.Platforms.FindNested(receiver, "Query") is var (searched, type))
        {
            var verdict = CommonMembers.JudgeParameter(searched, type, member);
            var property = searched.PropertyOf(type, verdict.Suggestion);

            // FHIR's name is what the platform knows; what is to be written is the property.
            return property is null ? (verdict, null) : (verdict with { Message = verdict.Message + " The property is " + property + "." }, property);
        }

        return (CapabilityVerdict.Supported, null);
    }

    /// <summary>What a member is asked of, as it is called in the code: <c>Name</c> of <c>q.Name.Is</c>.</summary>
    private static string NameOf(SyntaxNode access) => access switch
    {
        MemberAccessExpressionSyntax { Expression: MemberAccessExpressionSyntax inner } => inner.Name.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: IdentifierNameSyntax variable } => variable.Identifier.ValueText,
        MemberAccessExpressionSyntax { Expression: MemberBindingExpressionSyntax inner } => inner.Name.Identifier.ValueText,
        _ => "This",
    };

    /// <summary>A call may be wrong although its method exists: that is for the compiler alone to say.</summary>
    private static bool Exists(SimpleNameSyntax name, SemanticModel model, ITypeSymbol receiver)
    {
        foreach (var candidate in model.GetSymbolInfo(name).CandidateSymbols)
        {
            // An extension of another type has the same name, and is not meant: CS1929.
            if (candidate is not IMethodSymbol { IsExtensionMethod: true, ReducedFrom: null } extension || extension.ReduceExtensionMethod(receiver) is not null)
            {
                return true;
            }
        }

        return false;
    }

    private static int CountArguments(SimpleNameSyntax name) =>
        name.Parent?.Parent is InvocationExpressionSyntax invocation ? invocation.ArgumentList.Arguments.Count : 0;

    private static ITypeSymbol? TypeOfConditional(MemberBindingExpressionSyntax binding, SemanticModel model)
    {
        for (SyntaxNode? node = binding; node is not null; node = node.Parent)
        {
            if (node.Parent is ConditionalAccessExpressionSyntax conditional && conditional.WhenNotNull == node)
            {
                return model.GetTypeInfo(conditional.Expression).Type;
            }
        }

        return null;
    }
}
