using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Tells where a program says that an address without encryption is meant.</summary>
internal static class UnencryptedAddress
{
    /// <summary>Whether an assignment is one of an option of a platform.</summary>
    public static bool IsOption(ISimpleAssignmentOperation assignment, string name) => assignment.Target is IPropertyReferenceOperation
    {
        Property: { ContainingType: { Name: "FhirPlatformOptions", ContainingNamespace.Name: "FhirTyped" } } property,
    } && property.Name == name;

    /// <summary>
    /// Whether unencrypted addresses are allowed where a base address is set: the same initializer or block sets <c>AllowUnencrypted</c>, or
    /// the options are those of a platform whose file has <c>allow_unencrypted</c>.
    /// </summary>
    public static bool IsAllowed(ISimpleAssignmentOperation assignment, FhirSymbols symbols)
    {
        for (IOperation? parent = assignment.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IObjectOrCollectionInitializerOperation or IBlockOperation && SetsOption(parent))
            {
                return true;
            }

            if (parent is IInvocationOperation call)
            {
                foreach (var argument in call.TargetMethod.TypeArguments)
                {
                    if (symbols.Platforms.Find(argument)?.Judge.Manifest.AllowsUnencrypted == true)
                    {
                        return true;
                    }
                }
            }
        }

        return false;
    }

    /// <summary>Whether one of the statements or members of a block or an initializer sets the option to true.</summary>
    private static bool SetsOption(IOperation block)
    {
        foreach (var child in block.ChildOperations)
        {
            if ((child is IExpressionStatementOperation statement ? statement.Operation : child) is ISimpleAssignmentOperation assignment
                && IsOption(assignment, "AllowUnencrypted") && assignment.Value.ConstantValue is { HasValue: true, Value: true })
            {
                return true;
            }
        }

        return false;
    }
}
