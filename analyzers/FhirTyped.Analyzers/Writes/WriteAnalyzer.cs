using System.Collections.Immutable;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT1401: updates, patches and deletes that surely carry no version, where the platform requires one. FHT1403: patches of a kind that the
/// platform does not take, beside the compiler's word that there is no such overload.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class WriteAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics => WriteRules.OfVersions;

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        start.RegisterOperationAction(operation => AnalyzeCall(operation, symbols), OperationKind.Invocation);
        start.RegisterOperationAction(operation => AnalyzeInvalid(operation, symbols), OperationKind.Invalid);
    }

    private static void AnalyzeCall(OperationAnalysisContext context, FhirSymbols symbols)
    {
        var call = (IInvocationOperation)context.Operation;
        if (InteractionWithoutVersion(call) is { } interaction
            && symbols.Platforms.FindNested(call.TargetMethod.ContainingType, "Endpoint") is var (platform, type)
            && platform.Ask(judge => judge.JudgeWrite(type, interaction, hasVersion: false)) is { Id: CapabilityIds.IfMatchRequired } verdict)
        {
            context.ReportDiagnostic(JudgedRules.Of(WriteRules.UpdateWithoutVersion, verdict, NameLocation.Of(call)));
        }
    }

    /// <summary>The interaction of a write that cannot carry a version, or null.</summary>
    private static FhirInteraction? InteractionWithoutVersion(IInvocationOperation call) => RefitCalls.TakesVersion(call.TargetMethod)
        ? RefitCalls.GivesVersion(call) ? null : RefitCalls.NameOf(call.TargetMethod) switch
        {
            "UpdateAsync" when IsNew(ValueReader.Argument(call, 1), "Meta") => FhirInteraction.Update,
            "DeleteAsync" => FhirInteraction.Delete,
            "PatchAsync" when IsNew(FirstOf(ValueReader.Argument(call, 1)), "VersionId") => FhirInteraction.Patch,
            _ => null,
        }
        : InteractionOfEndpoint(call);

    private static FhirInteraction? InteractionOfEndpoint(IInvocationOperation call) => call.TargetMethod switch
    {
        { Name: "UpdateAsync", Parameters.Length: > 0 } when IsNew(ValueReader.Argument(call, 0), "Meta") => FhirInteraction.Update,
        { Name: "DeleteAsync", Parameters: { Length: > 0 } parameters } when parameters[0].Type.SpecialType == SpecialType.System_String
            || IsNew(ValueReader.Argument(call, 0), "Meta") => FhirInteraction.Delete,
        { Name: "PatchAsync", Parameters.Length: > 1 } when IsNew(FirstOf(ValueReader.Argument(call, 1)), "VersionId") => FhirInteraction.Patch,
        _ => null,
    };

    /// <summary>What a chain of calls begins with: <c>new JsonPatch().Add(…).Remove(…)</c>.</summary>
    private static IOperation? FirstOf(IOperation? operation)
    {
        while (operation is not null && ValueReader.Unwrap(operation) is IInvocationOperation { Instance: { } instance })
        {
            operation = instance;
        }

        return operation;
    }

    /// <summary>An object that is made here, and does not get a property here.</summary>
    private static bool IsNew(IOperation? operation, string property) => operation is not null
        && ValueReader.Unwrap(operation) is IObjectCreationOperation { Syntax: BaseObjectCreationExpressionSyntax creation } && !Sets(creation, property);

    private static bool Sets(BaseObjectCreationExpressionSyntax creation, string property)
    {
        if (creation.Initializer is { } initializer)
        {
            foreach (var expression in initializer.Expressions)
            {
                if (expression is AssignmentExpressionSyntax { Left: IdentifierNameSyntax name } && name.Identifier.ValueText == property)
                {
                    return true;
                }
            }
        }

        return false;
    }

    private static void AnalyzeInvalid(OperationAnalysisContext context, FhirSymbols symbols)
    {
        if (context.Operation is not { Syntax: InvocationExpressionSyntax { Expression: MemberAccessExpressionSyntax { Name.Identifier.ValueText: "PatchAsync" } access, ArgumentList.Arguments: { Count: > 1 } arguments }, SemanticModel: { } model }
            || symbols.Platforms.FindNested(model.GetTypeInfo(access.Expression, context.CancellationToken).Type, "Endpoint") is not var (platform, type)
            || KindOf(model.GetTypeInfo(arguments[1].Expression, context.CancellationToken).Type) is not { } kind
            || platform.Judge.JudgePatchKind(type, kind) is not { Id: CapabilityIds.PatchKind } verdict)
        {
            return;
        }

        context.ReportDiagnostic(JudgedRules.Of(WriteRules.PatchKind, verdict, arguments[1].GetLocation()));
    }

    private static PatchKind? KindOf(ITypeSymbol? type) => type is { Name: var name, ContainingNamespace: { Name: "FhirTyped", ContainingNamespace.IsGlobalNamespace: true } }
        ? name switch { "JsonPatch" => PatchKind.JsonPatch, "FhirPathPatch" => PatchKind.FhirPathPatch, _ => null }
        : null;
}
