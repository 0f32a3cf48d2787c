using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>
/// FHT1405: references by <c>urn:uuid</c> in a Bundle that is written out as one expression, and in resources that are handed to a batch or
/// transaction. Only what is certain: where an entry's address or the list of entries is made elsewhere, nothing is said.
/// </summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class BundleReferenceAnalyzer : FhirAnalyzer
{
    private const string Uuid = "urn:uuid:";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(WriteRules.UnresolvedReference);

    /// <inheritdoc/>
    private protected override void Register(CompilationStartAnalysisContext start, FhirSymbols symbols)
    {
        start.RegisterOperationAction(AnalyzeBundle, OperationKind.ObjectCreation);
        start.RegisterOperationAction(AnalyzeEntry, OperationKind.Invocation);
    }

    private static void AnalyzeBundle(OperationAnalysisContext context)
    {
        var bundle = (IObjectCreationOperation)context.Operation;
        if (!IsModel(bundle.Type, "Bundle") || bundle.Initializer is not { } initializer || FullUrls(initializer) is not { } known || IsChangedLater(bundle))
        {
            return;
        }

        foreach (var reference in ReferencesIn(initializer))
        {
            if (!known.Contains((string)reference.ConstantValue.Value!))
            {
                context.ReportDiagnostic(Diagnostic.Create(
                    WriteRules.UnresolvedReference, reference.Syntax.GetLocation(), "No entry of the bundle has this fullUrl",
                    "Give it to the entry that is meant, or refer to a resource of the server by type and id"));
            }
        }
    }

    /// <summary>The addresses of a bundle's entries; null where some of them cannot be seen, or the bundle is not one of requests.</summary>
    private static HashSet<string>? FullUrls(IObjectOrCollectionInitializerOperation initializer)
    {
        var known = new HashSet<string>(StringComparer.Ordinal);
        var isTransaction = false;
        foreach (var part in initializer.Initializers)
        {
            switch (part)
            {
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Type" } } type:
                    isTransaction = IsTransaction(type.Value);
                    break;
                case IMemberInitializerOperation { InitializedMember: IPropertyReferenceOperation { Property.Name: "Entry" }, Initializer: { } entries }:
                    foreach (var element in entries.Initializers)
                    {
                        if (element is not IInvocationOperation { Arguments: { Length: 1 } arguments } || !AddFullUrl(arguments[0].Value, known))
                        {
                            return null;
                        }
                    }

                    break;
                case ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "Entry" } }:
                    return null;
            }
        }

        return isTransaction ? known : null;
    }

    private static bool IsTransaction(IOperation value)
    {
        foreach (var part in value.DescendantsAndSelf())
        {
            if (part is IFieldReferenceOperation { Field: { Name: "Transaction", ContainingType.Name: "BundleType" } })
            {
                return true;
            }
        }

        return false;
    }

    private static bool AddFullUrl(IOperation entry, HashSet<string> known)
    {
        if (ValueReader.Unwrap(entry) is not IObjectCreationOperation { Initializer: { } initializer })
        {
            return false;
        }

        foreach (var part in initializer.Initializers)
        {
            if (part is ISimpleAssignmentOperation { Target: IPropertyReferenceOperation { Property.Name: "FullUrl" }, Value: { } value })
            {
                if (value.ConstantValue is not { HasValue: true, Value: string fullUrl })
                {
                    return false;
                }

                known.Add(fullUrl);
            }
        }

        return true;
    }

    /// <summary>A bundle that is kept in a variable may get further entries.</summary>
    private static bool IsChangedLater(IObjectCreationOperation bundle)
    {
        var symbol = bundle.Parent switch
        {
            IVariableInitializerOperation { Parent: IVariableDeclaratorOperation declarator } => (ISymbol)declarator.Symbol,
            ISimpleAssignmentOperation { Target: ILocalReferenceOperation target } => target.Local,
            ISimpleAssignmentOperation { Target: IFieldReferenceOperation or IPropertyReferenceOperation } => bundle.Type,
            _ => null,
        };
        IOperation root = bundle;
        while (root.Parent is { } parent)
        {
            root = parent;
        }

        foreach (var operation in symbol is null ? Array.Empty<IOperation>() : root.Descendants())
        {
            if (SymbolEqualityComparer.Default.Equals(symbol, bundle.Type)
                || (operation is IPropertyReferenceOperation { Property.Name: "Entry", Instance: ILocalReferenceOperation { Local: var local } }
                    && SymbolEqualityComparer.Default.Equals(local, symbol)))
            {
                return true;
            }
        }

        return false;
    }

    /// <summary>What a batch or transaction creates has an address that it makes itself: no text that was written down can be it.</summary>
    private static void AnalyzeEntry(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod is not { Name: "Create" or "Update", ContainingType: { Name: "FhirBundleRequest", ContainingNamespace: { Name: "FhirTyped", ContainingNamespace.IsGlobalNamespace: true } } })
        {
            return;
        }

        foreach (var reference in ReferencesIn(call.Arguments[0].Value))
        {
            context.ReportDiagnostic(Diagnostic.Create(
                WriteRules.UnresolvedReference, reference.Syntax.GetLocation(), "No request of the bundle has this address",
                "Take the reference from the request that creates the resource: transaction.Create(patient).ToReference()"));
        }
    }

    /// <summary>The literal references by <c>urn:uuid</c> in what an expression makes.</summary>
    private static IEnumerable<IOperation> ReferencesIn(IOperation operation)
    {
        foreach (var part in operation.DescendantsAndSelf())
        {
            if (part is ISimpleAssignmentOperation
                {
                    Target: IPropertyReferenceOperation { Property: { Name: "Reference", ContainingType: { } type } },
                    Value: { ConstantValue: { HasValue: true, Value: string text } } value,
                }
                && IsModel(type, "ResourceReference") && text.StartsWith(Uuid, StringComparison.OrdinalIgnoreCase))
            {
                yield return value;
            }
        }
    }

    private static bool IsModel(ITypeSymbol? type, string name) =>
        type is { ContainingNamespace: { Name: "R4", ContainingNamespace.Name: "FhirTyped" } } && type.Name == name;
}
