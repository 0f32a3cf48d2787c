using System;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Operations;

namespace FhirTyped.Analyzers;

/// <summary>Tells code that only runs in development.</summary>
internal static class DevelopmentCode
{
    private static readonly string[] TestFrameworks = { "xunit", "nunit.framework", "TUnit", "MSTest", "Microsoft.VisualStudio.TestPlatform" };

    /// <summary>Whether an operation is in a test project, or behind a question such as <c>environment.IsDevelopment()</c>.</summary>
    public static bool Contains(IOperation operation, Compilation compilation)
    {
        for (var parent = operation.Parent; parent is not null; parent = parent.Parent)
        {
            if (parent is IConditionalOperation { Condition: var condition } && AsksForEnvironment(condition))
            {
                return true;
            }
        }

        foreach (var reference in compilation.ReferencedAssemblyNames)
        {
            if (Array.Exists(TestFrameworks, framework => reference.Name.StartsWith(framework, StringComparison.OrdinalIgnoreCase)))
            {
                return true;
            }
        }

        return false;
    }

    private static bool AsksForEnvironment(IOperation condition)
    {
        foreach (var part in condition.DescendantsAndSelf())
        {
            if (part is IInvocationOperation { TargetMethod.Name: "IsDevelopment" or "IsStaging" or "IsEnvironment" }
                or IPropertyReferenceOperation { Property.Name: "EnvironmentName" })
            {
                return true;
            }
        }

        return false;
    }
}
