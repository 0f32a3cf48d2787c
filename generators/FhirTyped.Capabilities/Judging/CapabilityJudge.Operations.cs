using System.Collections.Generic;

namespace FhirTyped.Capabilities;

// Operations: https://hl7.org/fhir/R4/operations.html. A statement's list has been put in order when it was read: what belongs to types
// stands with them.
public sealed partial class CapabilityJudge
{
    private const int MaximumNamedTypes = 5;

    /// <summary>Whether the platform has an operation; the resource type is null for the whole system.</summary>
    public CapabilityVerdict JudgeOperation(string? resourceType, string name) => JudgeOperation(resourceType, name, OperationLevels.None);

    /// <summary>Whether the platform has an operation, and where it is called.</summary>
    /// <param name="resourceType">The resource type; null for the whole system.</param>
    /// <param name="name">The operation's name, without <c>$</c>.</param>
    /// <param name="level">Whether it is called on the type or on one of its resources; <see cref="OperationLevels.None"/> leaves that open.</param>
    public CapabilityVerdict JudgeOperation(string? resourceType, string name, OperationLevels level)
    {
        var operations = Manifest.SystemOperations;
        if (resourceType is not null)
        {
            if (Manifest.FindResource(resourceType) is not { } resource)
            {
                return JudgeResource(resourceType);
            }

            operations = resource.Operations;
        }

        var names = new List<string>();
        foreach (var operation in operations)
        {
            if (operation.Name == name)
            {
                return resourceType is null ? CapabilityVerdict.Supported : JudgeLevel(operation, resourceType, level);
            }

            names.Add("$" + operation.Name);
        }

        var called = MayRepeat(name) ? "the operation $" + name : "this operation";
        if (resourceType is not null && IsOfUnknownPlace(name))
        {
            return Undeclared(CapabilityIds.Operation, Manifest.Name + " declares " + called + " for the whole system, and not whether it can be called on " + resourceType);
        }

        return NotDeclared(
            CapabilityIds.Operation,
            Manifest.Name + _lacks + called + (resourceType is null ? TypesWith(name) : " on " + resourceType),
            NearestName.Find("$" + name, names),
            StatementPart.Operation, resourceType ?? "", name);
    }

    /// <summary>A definition that says on what an operation is called is the standard's or a generator's: servers may take more than it says.</summary>
    private CapabilityVerdict JudgeLevel(OperationCapability operation, string resourceType, OperationLevels level)
    {
        var known = OperationLevels.None;
        foreach (var scope in OperationScopes.Of(operation))
        {
            known |= scope.AppliesTo(resourceType) ? scope.Levels : OperationLevels.None;
        }

        return level == OperationLevels.None || known == OperationLevels.None || (known & level) != 0
            ? CapabilityVerdict.Supported
            : Undeclared(CapabilityIds.Operation, Manifest.Name + " declares the operation $" + operation.Name + " of " + resourceType + ", whose definition has it on "
                + (level == OperationLevels.Type ? "one resource, not on the type: give an id" : "the type, not on one resource: leave the id out"));
    }

    /// <summary>Whether the whole system lists an operation of which nothing says where it can be called.</summary>
    private bool IsOfUnknownPlace(string name)
    {
        foreach (var operation in Manifest.SystemOperations)
        {
            if (operation.Name == name)
            {
                return OperationScopes.Of(operation).Count == 0;
            }
        }

        return false;
    }

    /// <summary>Where an operation can be called that the whole system does not have.</summary>
    private string TypesWith(string name)
    {
        var types = new List<string>();
        foreach (var resource in Manifest.Resources)
        {
            if (IsDeclared(resource.Operations, name))
            {
                types.Add(resource.Type);
            }
        }

        return types.Count == 0 ? ""
            : types.Count > MaximumNamedTypes ? " on the whole system: call it on a resource type"
            : " on the whole system: call it on " + string.Join(" or ", types);
    }

    private static bool IsDeclared(EquatableArray<OperationCapability> operations, string word)
    {
        foreach (var operation in operations)
        {
            if (operation.Name == word)
            {
                return true;
            }
        }

        return false;
    }
}
