namespace FhirTyped.SqlOnFhir;

/// <summary>
/// A ViewDefinition that cannot be read, or that does not fit the resource it was run on. The message names the place in the ViewDefinition and never
/// holds a value of the resource.
/// </summary>
public sealed class ViewDefinitionException : FhirException
{
    /// <summary>Creates an exception about a place.</summary>
    /// <param name="place">The place in the ViewDefinition: <c>ViewDefinition.select[0].column[1].path</c>.</param>
    /// <param name="reason">What is wrong, and what is expected.</param>
    /// <param name="innerException">The cause, or null.</param>
    public ViewDefinitionException(string place, string reason, Exception? innerException = null)
        : base($"{place}: {reason}", innerException)
    {
        Place = place;
        Reason = reason;
    }

    /// <summary>The place in the ViewDefinition, counted from 0: <c>ViewDefinition.select[0].column[1].path</c>.</summary>
    public string Place { get; }

    /// <summary>What is wrong, without the place.</summary>
    public string Reason { get; }
}
