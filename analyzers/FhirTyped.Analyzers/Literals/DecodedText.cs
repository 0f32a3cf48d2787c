using System.Collections.Generic;
using System.Text;
using FhirTyped.Capabilities;
using Microsoft.CodeAnalysis;

namespace FhirTyped.Analyzers;

/// <summary>A part of a text without its percent-encoding, with the place of each character in the source.</summary>
internal sealed class DecodedText
{
    private readonly QueryText _source;
    private readonly StringBuilder _text = new();
    private readonly List<(int Start, int End)> _origins = new();

    /// <summary>Decodes a part of a text.</summary>
    /// <param name="source">The text.</param>
    /// <param name="start">Where the part begins.</param>
    /// <param name="end">Where it ends.</param>
    /// <param name="syntax">How the text is written.</param>
    public DecodedText(QueryText source, int start, int end, QuerySyntax syntax)
    {
        _source = source;
        if (syntax == QuerySyntax.Plain)
        {
            for (var i = start; i < end; i++)
            {
                Add(source.Text[i], i, 1);
            }

            return;
        }

        var reader = new SearchTextReader(source.Text, start, end);
        while (reader.Read())
        {
            if (reader.CodePoint == '+' && !reader.IsEncoded && syntax == QuerySyntax.Address)
            {
                Add(' ', reader.Start, reader.Length);
            }
            else if (reader.CodePoint >= 0x10000)
            {
                foreach (var half in char.ConvertFromUtf32(reader.CodePoint))
                {
                    Add(half, reader.Start, reader.Length);
                }
            }
            else
            {
                Add((char)reader.CodePoint, reader.Start, reader.Length);
            }
        }
    }

    /// <summary>The text.</summary>
    public string Text => _text.ToString();

    /// <summary>Where a part of it stands; the whole expression where it cannot be told.</summary>
    public Location LocationOf(int start, int length) => length == 0
        ? _source.LocationOf(0, 0)
        : _source.LocationOf(_origins[start].Start, _origins[start + length - 1].End - _origins[start].Start);

    private void Add(char c, int start, int length)
    {
        _text.Append(c);
        _origins.Add((start, start + length));
    }
}
