using FhirTyped.R4;

namespace FhirTyped.Transfer;

/// <summary>How a graph is drawn.</summary>
public sealed class FhirGraphDrawingOptions
{
    /// <summary>The most nodes that can be drawn.</summary>
    public const int LargestDrawing = 2000;

    /// <summary>Whether there is a node for each resource type, with the number of its resources, instead of one for each resource.</summary>
    /// <value>By default null: where there are more nodes than <see cref="MaximumNodes"/>, or more than 400 edges, of which Mermaid draws no more than 500.</value>
    public bool? GroupsByType { get; set; }

    /// <summary>How many nodes there may be before they are grouped by type, from 1 to <see cref="LargestDrawing"/>.</summary>
    /// <value>By default 100.</value>
    public int MaximumNodes { get; set; } = 100;

    /// <summary>Gives a second line for a resource. What it gives is in the drawing, whatever it is of a patient.</summary>
    /// <value>By default null: a drawing holds types, ids and paths alone.</value>
    public Func<Resource, string?>? Label { get; set; }

    /// <summary>The title, which screen readers read.</summary>
    /// <value>By default <c>FHIR resources and their references</c>.</value>
    public string Title { get; set; } = "FHIR resources and their references";

    internal void ThrowIfWrong(string parameterName)
    {
        if (MaximumNodes is < 1 or > LargestDrawing)
        {
            throw new ArgumentException($"{nameof(MaximumNodes)} must be from 1 to {LargestDrawing}.", parameterName);
        }

        if (string.IsNullOrWhiteSpace(Title))
        {
            throw new ArgumentException($"{nameof(Title)} is empty.", parameterName);
        }
    }
}
