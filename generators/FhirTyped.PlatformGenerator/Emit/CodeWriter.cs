using System.Text;

namespace FhirTyped.PlatformGenerator.Emit;

/// <summary>Writes C# with the right indentation and <c>\n</c> as the line end on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or the lines of a raw string, each at the present depth.</summary>
    public CodeWriter Line(string text = "")
    {
        foreach (var line in text.Split('\n'))
        {
            if (line.Length > 0)
            {
                _text.Append(' ', _depth * 4).Append(line.TrimEnd('\r'));
            }

            _text.Append('\n');
        }

        return this;
    }

    /// <summary>Writes text as it is: the contents of raw string literals, whose indentation means something.</summary>
    public CodeWriter Verbatim(string text)
    {
        _text.Append(text);
        return this;
    }

    /// <summary>Opens a block.</summary>
    public CodeWriter Open()
    {
        Line("{");
        _depth++;
        return this;
    }

    /// <summary>Closes a block.</summary>
    public CodeWriter Close()
    {
        _depth--;
        return Line("}");
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();
}
