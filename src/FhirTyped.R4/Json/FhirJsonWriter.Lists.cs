namespace FhirTyped.R4;

/// <content>Lists of primitives: the parts of the emitted methods, one for each C# type.</content>
internal sealed partial class FhirJsonWriter
{
    // Starts the array of values, which ends at the last item that has one; false where none has.
    private bool Begin<T>(ReadOnlySpan<byte> name, PrimitiveList<T>? list, out int count)
    {
        count = list?.Count ?? 0;
        while (count > 0 && (ReferenceEquals(list!.StateOf(count - 1).Raw, ItemState.Absent) || (list[count - 1] is null && list.StateOf(count - 1).Raw is null)))
        {
            count--;
        }

        if (count == 0)
        {
            return false;
        }

        json.WriteStartArray(name);
        return true;
    }

    // Writes an item that is not just a value: null, or JSON kept from the payload.
    private bool TryWriteState<T>(PrimitiveList<T> list, int index)
    {
        if (!list.HasStates || list.StateOf(index).Raw is not { } raw)
        {
            return false;
        }

        if (raw.Length == 0)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteRawValue(raw, skipInputValidation: true);
        }

        return true;
    }

    private void WriteTextValue(string? kept, ReadOnlySpan<byte> canonical)
    {
        if (kept is not null)
        {
            WriteTextValue(kept);
        }
        else if (canonical.IsEmpty)
        {
            json.WriteNullValue();
        }
        else
        {
            json.WriteStringValue(canonical);
        }
    }

    private void WriteMetadataList<T>(ReadOnlySpan<byte> name, PrimitiveList<T>? list)
    {
        if (list is null || (!list.HasStates && list.MetadataCount == 0))
        {
            return;
        }

        var count = Math.Min(list.Count, list.MetadataCount);
        for (var i = list.Count; i > count; i--)
        {
            if (list.GetMetadata(i - 1) is not null)
            {
                count = i;
            }
        }

        if (count == 0)
        {
            return;
        }

        Span<byte> full = stackalloc byte[LongestName];
        full[0] = (byte)'_';
        name.CopyTo(full[1..]);
        json.WriteStartArray(full[..(1 + name.Length)]);
        for (var i = 0; i < count; i++)
        {
            if (list.GetMetadata(i) is { } metadata)
            {
                WriteMetadataItem(metadata);
            }
            else
            {
                json.WriteNullValue();
            }
        }

        json.WriteEndArray();
    }

    // An item that was no object is kept as it came, unless it has been made one since.
    private void WriteMetadataItem(PrimitiveMetadata metadata)
    {
        if (metadata.Raw is { } raw && metadata.Id is null && !metadata.HasExtensions)
        {
            json.WriteRawValue(raw, skipInputValidation: true);
            return;
        }

        json.WriteStartObject();
        WriteContent(metadata);
    }
}
