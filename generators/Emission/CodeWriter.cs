using System;
using System.Text;

namespace FhirTyped.Emission;

/// <summary>Writes C# with the right indentation and <c>\n</c> as the line end on every system.</summary>
internal sealed class CodeWriter
{
    private readonly StringBuilder _text = new();
    private int _depth;

    /// <summary>Writes a line, or the lines of a raw string, each at the present depth.</summary>
    public CodeWriter Line(string text = "")
    {
        var start = 0;
        for (int end; (end = text.IndexOf('\n', start)) >= 0; start = end + 1)
        {
            Append(text, start, end);
        }

        Append(text, start, text.Length);
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

    /// <summary>Writes a line and opens a block, which is closed when the result is disposed of.</summary>
    public BlockScope Block(string line)
    {
        Line(line).Open();
        return new(this);
    }

    /// <summary>Writes a line, and what follows one level deeper until the result is disposed of.</summary>
    public IndentScope Indent(string line)
    {
        Line(line);
        _depth++;
        return new(this);
    }

    /// <inheritdoc/>
    public override string ToString() => _text.ToString();

    private void Append(string text, int start, int end)
    {
        if (end > start && text[end - 1] == '\r')
        {
            end--;
        }

        if (end > start)
        {
            _text.Append(' ', _depth * 4).Append(text, start, end - start);
        }

        _text.Append('\n');
    }

    /// <summary>A block that is open.</summary>
    internal readonly struct BlockScope(CodeWriter writer) : IDisposable
    {
        /// <summary>Closes it.</summary>
        public void Dispose() => writer.Close();
    }

    /// <summary>A deeper level.</summary>
    internal readonly struct IndentScope(CodeWriter writer) : IDisposable
    {
        /// <summary>Leaves it.</summary>
        public void Dispose() => writer._depth--;
    }
}
