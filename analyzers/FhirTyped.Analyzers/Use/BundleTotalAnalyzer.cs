using System;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT1508: finds <c>Bundle.total</c> where a number of results is meant: the limit of a loop, the size of an array, and whatever is
/// called a count. To show it, or to ask whether it is there, is what it is for.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BundleTotalAnalyzer : FhirAnalyzer
{
    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(UseRules.TotalAsCount);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols) =>
        start.RegisterOperationAction(Analyze, OperationKind.PropertyReference);

    private static void Analyze(OperationAnalysisContext context)
    {
        var total = (IPropertyReferenceOperation)context.Operation;
        if (total.Property is { Name: "Total", ContainingType: { Name: "Bundle" or "FhirSearchPage", ContainingNamespace.Name: "R4" or "FhirTyped" } }
            && IsCount(total, context.ContainingSymbol, followsLocals: true))
        {
            context.ReportDiagnostic(Diagnostic.Create(UseRules.TotalAsCount, NameLocation.Of(total)));
        }
    }

    private static bool IsCount(IOperation value, ISymbol function, bool followsLocals)
    {
        for (var (child, parent) = (value, value.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                // Still the same number, or one that was reckoned from it: how many pages there are.
                case IConversionOperation or IParenthesizedOperation or IConditionalAccessOperation:
                case ICoalesceOperation coalesce when coalesce.Value == child:
                case IPropertyReferenceOperation { Property: { Name: "Value", ContainingType.OriginalDefinition.SpecialType: SpecialType.System_Nullable_T } }:
                case IInvocationOperation { TargetMethod.Name: "GetValueOrDefault" }:
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add or BinaryOperatorKind.Subtract or BinaryOperatorKind.Multiply or BinaryOperatorKind.Divide }:
                    continue;
                case IBinaryOperation { OperatorKind: BinaryOperatorKind.LessThan or BinaryOperatorKind.LessThanOrEqual or BinaryOperatorKind.GreaterThan or BinaryOperatorKind.GreaterThanOrEqual or BinaryOperatorKind.NotEquals } comparison:
                    return IsCondition(comparison);
                case IArrayCreationOperation:
                case IArgumentOperation { Parent: IInvocationOperation { TargetMethod: { Name: "Range", ContainingType.Name: "Enumerable" } } }:
                    return true;
                case IVariableInitializerOperation { Parent: IVariableDeclaratorOperation { Symbol: var local } }:
                    return IsCountName(local.Name) || (followsLocals && IsUsedAsCount(local, value, function));
                case IIsPatternOperation { Pattern: var pattern }:
                    return followsLocals && DeclaredBy(pattern) is ILocalSymbol declared && IsUsedAsCount(declared, value, function);
                case ISimpleAssignmentOperation { Target: IMemberReferenceOperation { Member.Name: var name } } assignment when assignment.Value == child:
                    return IsCountName(name);
                case IReturnOperation:
                    return IsCountName(function.Name.StartsWith("get_", StringComparison.Ordinal) ? function.Name.Substring(4) : function.Name);
                default:
                    return false;
            }
        }

        return false;
    }

    private static ISymbol? DeclaredBy(IPatternOperation pattern) => pattern switch
    {
        IDeclarationPatternOperation declaration => declaration.DeclaredSymbol,
        IRecursivePatternOperation recursive => recursive.DeclaredSymbol,
        _ => null,
    };

    /// <summary>A question that goes on as long as the answer is yes.</summary>
    private static bool IsCondition(IOperation operation)
    {
        for (var (child, parent) = (operation, operation.Parent); parent is not null; (child, parent) = (parent, parent.Parent))
        {
            switch (parent)
            {
                case IForLoopOperation loop:
                    return loop.Condition == child;
                case IWhileLoopOperation loop:
                    return loop.Condition == child;
                case IBinaryOperation or IUnaryOperation or IParenthesizedOperation or IConversionOperation:
                    continue;
                default:
                    return false;
            }
        }

        return false;
    }

    private static bool IsUsedAsCount(ILocalSymbol local, IOperation inside, ISymbol function)
    {
        var root = inside;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in root.Descendants())
        {
            if (operation is ILocalReferenceOperation reference && SymbolEqualityComparer.Default.Equals(reference.Local, local)
                && IsCount(reference, function, followsLocals: false))
            {
                return true;
            }
        }

        return false;
    }

    private static bool IsCountName(string name) => name.EndsWith("Count", StringComparison.OrdinalIgnoreCase) || name.EndsWith("CountAsync", StringComparison.Ordinal);
}
