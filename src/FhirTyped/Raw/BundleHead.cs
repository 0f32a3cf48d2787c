using System.Text.Json;

namespace FhirTyped.Raw;

/// <summary>
/// Reads the links of a Bundle from the beginning of its bytes, as they come in: up to its entries where the links stand before them, and else to its end.
/// Nothing is parsed twice.
/// </summary>
internal sealed class BundleHead
{
    private JsonReaderState _state = new(new JsonReaderOptions { MaxDepth = 256 });
    private string _property = "";
    private string? _relation;
    private string? _url;
    private (int Start, int Length) _urlPlace;
    private int _consumed;
    private bool _isInLinks;
    private bool _hasLinks;

    /// <summary>The links.</summary>
    public List<FhirLink> Links { get; } = [];

    /// <summary>Where the address of each of <see cref="Links"/> stands, with its quotes, counted in bytes from the beginning.</summary>
    public List<(int Start, int Length)> Places { get; } = [];

    /// <summary>Whether the resource says that it is a Bundle.</summary>
    public bool IsBundle { get; private set; }

    /// <summary>Whether everything that matters was read.</summary>
    public bool IsComplete { get; private set; }

    /// <summary>Reads on.</summary>
    /// <param name="bytes">The bytes after those that were consumed.</param>
    /// <param name="isLast">Whether there are no more.</param>
    /// <returns>How many bytes were consumed.</returns>
    /// <exception cref="JsonException">They are not JSON.</exception>
    public int Read(ReadOnlySpan<byte> bytes, bool isLast)
    {
        var reader = new Utf8JsonReader(bytes, isLast, _state);
        while (!IsComplete && reader.Read())
        {
            Take(ref reader);
        }

        _state = reader.CurrentState;
        _consumed += (int)reader.BytesConsumed;
        return (int)reader.BytesConsumed;
    }

    private void Take(ref Utf8JsonReader reader)
    {
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName when reader.CurrentDepth == 1:
                _property = reader.GetString()!;
                IsComplete = _property == "entry" && _hasLinks;
                break;
            case JsonTokenType.String when reader.CurrentDepth == 1 && _property == "resourceType":
                IsBundle = reader.ValueTextEquals("Bundle"u8);
                IsComplete = !IsBundle;
                break;
            case JsonTokenType.StartArray when reader.CurrentDepth == 1 && _property == "link":
                _isInLinks = true;
                break;
            case JsonTokenType.EndArray when reader.CurrentDepth == 1 && _isInLinks:
                (_isInLinks, _hasLinks) = (false, true);
                break;
            case JsonTokenType.EndObject when reader.CurrentDepth == 0:
                IsComplete = true;
                break;
            default:
                TakeLink(ref reader);
                break;
        }
    }

    private void TakeLink(ref Utf8JsonReader reader)
    {
        if (!_isInLinks || reader.CurrentDepth is not (2 or 3))
        {
            return;
        }

        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject when reader.CurrentDepth == 2:
                (_relation, _url) = (null, null);
                break;
            case JsonTokenType.PropertyName when reader.CurrentDepth == 3:
                _property = reader.GetString()!;
                break;
            case JsonTokenType.String when reader.CurrentDepth == 3 && _property == "relation":
                _relation = reader.GetString();
                break;
            case JsonTokenType.String when reader.CurrentDepth == 3 && _property == "url":
                _url = reader.GetString();
                _urlPlace = (_consumed + (int)reader.TokenStartIndex, (int)(reader.BytesConsumed - reader.TokenStartIndex));
                break;
            case JsonTokenType.EndObject when reader.CurrentDepth == 2 && _relation is not null && _url is not null:
                Links.Add(new(_relation, _url));
                Places.Add(_urlPlace);
                break;
            default:
                break;
        }
    }
}
