using System;

namespace FhirTyped.Capabilities;

/// <summary>On what an operation can be called: https://hl7.org/fhir/R4/operations.html#executing.</summary>
[Flags]
public enum OperationLevels
{
    /// <summary>Not known.</summary>
    None = 0,

    /// <summary>On the whole system: <c>[base]/$name</c>.</summary>
    System = 1,

    /// <summary>On a resource type: <c>[base]/[type]/$name</c>.</summary>
    Type = 2,

    /// <summary>On one resource: <c>[base]/[type]/[id]/$name</c>.</summary>
    Instance = 4,
}
