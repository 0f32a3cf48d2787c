using FhirTyped.R4;

namespace FhirTyped;

/// <summary>The changes of a FHIRPath Patch (https://hl7.org/fhir/R4/fhirpatch.html), in their order.</summary>
/// <remarks>
/// Every element can be a value. One whose type the parameters of FHIR cannot hold (<c>Patient.contact</c>, an extension, a narrative) is sent
/// as the specification has it: as parts, each named as the element that it is. Not thread-safe.
/// </remarks>
public sealed class FhirPathPatch
{
    private readonly Parameters _parameters = new();

    /// <summary>The version of the resource that the changes are meant for; it is sent as <c>If-Match</c>.</summary>
    /// <value>By default null: any version.</value>
    public string? VersionId { get; set; }

    /// <summary>Adds an element, at the end where it repeats.</summary>
    /// <param name="path">The FHIRPath of the element that gets it, for example <c>Patient.name.first()</c>.</param>
    /// <param name="name">The element's name, for example <c>given</c>.</param>
    /// <param name="value">The element.</param>
    /// <exception cref="ArgumentException">The path or the name is empty, or the element holds nothing or what FHIR does not know.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FhirPathPatch Add(string path, string name, Element value)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(value);
        return AddOperation("add", path, Part("name", new StringElement(name)), FhirPathPatchValue.ToPart("value", value));
    }

    /// <summary>Inserts an element into a list.</summary>
    /// <param name="path">The FHIRPath of the list, for example <c>Patient.identifier</c>.</param>
    /// <param name="index">The place, from 0.</param>
    /// <param name="value">The element.</param>
    /// <exception cref="ArgumentException">The path is empty, the place is negative, or the element holds nothing or what FHIR does not know.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FhirPathPatch Insert(string path, int index, Element value)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(index);
        ArgumentNullException.ThrowIfNull(value);
        return AddOperation("insert", path, Part("index", new IntegerElement(index)), FhirPathPatchValue.ToPart("value", value));
    }

    /// <summary>Replaces an element.</summary>
    /// <param name="path">The FHIRPath of the one element, for example <c>Patient.birthDate</c>.</param>
    /// <param name="value">What takes its place.</param>
    /// <exception cref="ArgumentException">The path is empty, or the element holds nothing or what FHIR does not know.</exception>
    /// <exception cref="ArgumentNullException"><paramref name="value"/> is null.</exception>
    public FhirPathPatch Replace(string path, Element value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return AddOperation("replace", path, FhirPathPatchValue.ToPart("value", value));
    }

    /// <summary>Removes an element. Where there is none, nothing happens.</summary>
    /// <param name="path">The FHIRPath of the one element.</param>
    /// <exception cref="ArgumentException">The path is empty.</exception>
    public FhirPathPatch Delete(string path) => AddOperation("delete", path);

    /// <summary>Moves an element within a list.</summary>
    /// <param name="path">The FHIRPath of the list.</param>
    /// <param name="source">The place from which it is taken, from 0.</param>
    /// <param name="destination">The place to which it goes, from 0.</param>
    /// <exception cref="ArgumentException">The path is empty, or a place is negative.</exception>
    public FhirPathPatch Move(string path, int source, int destination)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(source);
        ArgumentOutOfRangeException.ThrowIfNegative(destination);
        return AddOperation("move", path, Part("source", new IntegerElement(source)), Part("destination", new IntegerElement(destination)));
    }

    /// <summary>The patch as the resource that is sent.</summary>
    /// <exception cref="ArgumentException">The patch holds no change.</exception>
    internal Parameters ToParameters() =>
        _parameters.Parameter.Count > 0 ? _parameters : throw new ArgumentException("The patch holds no change.");

    private FhirPathPatch AddOperation(string type, string path, params ReadOnlySpan<ParametersParameter> parts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(path);
        var operation = new ParametersParameter
        {
            Name = "operation",
            Part = { Part("type", new CodeElement(type)), Part("path", new StringElement(path)) },
        };
        operation.Part.AddRange(parts);
        _parameters.Parameter.Add(operation);
        return this;
    }

    private static ParametersParameter Part(string name, Element value) => new() { Name = name, Value = value };
}
