namespace FhirTyped.R4;

/// <content>Making one.</content>
public sealed partial class Annotation
{
    /// <summary>Creates an empty annotation.</summary>
    public Annotation()
    {
    }

    /// <summary>Creates an annotation of a text, as Markdown.</summary>
    /// <exception cref="ArgumentException"><paramref name="text"/> is null or empty.</exception>
    public Annotation(string text)
    {
        ArgumentException.ThrowIfNullOrEmpty(text);
        Text = text;
    }
}
