using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Finds patient data in an expression.</summary>
internal static class PatientData
{
    /// <summary>The first part of an expression that is patient data, in a few words; null where there is none.</summary>
    public static (IOperation Operation, string Name)? Find(IOperation expression)
    {
        var value = ValueReader.Unwrap(expression);
        switch (value)
        {
            case IInterpolatedStringOperation interpolated:
                foreach (var part in interpolated.Parts)
                {
                    if (part is IInterpolationOperation { Expression: var hole } && Find(hole) is { } found)
                    {
                        return found;
                    }
                }

                return null;
            case IBinaryOperation { OperatorKind: BinaryOperatorKind.Add } sum:
                return Find(sum.LeftOperand) ?? Find(sum.RightOperand);
            case IArrayCreationOperation { Initializer: { } initializer }:
                foreach (var element in initializer.ElementValues)
                {
                    if (Find(element) is { } found)
                    {
                        return found;
                    }
                }

                return null;
            case IInvocationOperation { TargetMethod.Name: "ToString", Instance: { } instance }:
                return Find(instance);
            case IConditionalAccessOperation access:
                return Find(access.WhenNotNull);
            case IPropertyReferenceOperation property when IsModel(property.Property.ContainingType):
                return IsHarmless(property.Property.Name) ? null : (value, "'" + property.Property.Name + "'");
            default:
                return IsModel(value.Type) ? (value, "the whole") : null;
        }
    }

    // What a resource is, not whom it is about.
    private static bool IsHarmless(string property) => property is "TypeName" or "ResourceType" or "Meta" or "VersionId" or "LastUpdated" or "Status" or "Count";

    private static bool IsModel(ITypeSymbol? type)
    {
        for (var current = type; current is not null; current = current.BaseType)
        {
            if (current is { Name: "Base", ContainingNamespace: { Name: "R4", ContainingNamespace.Name: "FhirTyped" } })
            {
                // What a server says of a failure, and what it says it can do, is about no patient.
                return type!.Name is not ("OperationOutcome" or "OperationOutcomeIssue" or "CapabilityStatement" or "Meta");
            }
        }

        return false;
    }
}
