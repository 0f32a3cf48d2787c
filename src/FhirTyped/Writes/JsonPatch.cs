using System.Buffers;
using System.Text.Json;

namespace FhirTyped;

/// <summary>The changes of a JSON Patch (RFC 6902), in their order.</summary>
/// <remarks>Not thread-safe.</remarks>
public sealed class JsonPatch
{
    private readonly List<(string Operation, string Path, string? From, byte[]? Value)> _operations = [];

    /// <summary>The version of the resource that the changes are meant for; it is sent as <c>If-Match</c>.</summary>
    /// <value>By default null: any version.</value>
    public string? VersionId { get; set; }

    /// <summary>Adds a string.</summary>
    /// <param name="path">The place as a JSON Pointer (RFC 6901), for example <c>/name/0/given/-</c>.</param>
    /// <param name="value">The string.</param>
    public JsonPatch Add(string path, string value) => AddOperation("add", path, null, writer => writer.WriteStringValue(value));

    /// <summary>Adds a value as JSON.</summary>
    /// <param name="path">The place as a JSON Pointer.</param>
    /// <param name="utf8Json">The value as JSON.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public JsonPatch AddJson(string path, ReadOnlySpan<byte> utf8Json) => AddRaw("add", path, utf8Json);

    /// <summary>Replaces by a string.</summary>
    /// <param name="path">The place as a JSON Pointer.</param>
    /// <param name="value">The string.</param>
    public JsonPatch Replace(string path, string value) => AddOperation("replace", path, null, writer => writer.WriteStringValue(value));

    /// <summary>Replaces by true or false.</summary>
    /// <param name="path">The place as a JSON Pointer.</param>
    /// <param name="value">Which.</param>
    public JsonPatch Replace(string path, bool value) => AddOperation("replace", path, null, writer => writer.WriteBooleanValue(value));

    /// <summary>Replaces by a value as JSON.</summary>
    /// <param name="path">The place as a JSON Pointer.</param>
    /// <param name="utf8Json">The value as JSON.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public JsonPatch ReplaceJson(string path, ReadOnlySpan<byte> utf8Json) => AddRaw("replace", path, utf8Json);

    /// <summary>Makes the patch fail where a string is not there.</summary>
    /// <param name="path">The place as a JSON Pointer.</param>
    /// <param name="value">The string.</param>
    public JsonPatch Test(string path, string value) => AddOperation("test", path, null, writer => writer.WriteStringValue(value));

    /// <summary>Removes what is there.</summary>
    /// <param name="path">The place as a JSON Pointer.</param>
    public JsonPatch Remove(string path) => AddOperation("remove", path, null, null);

    /// <summary>Moves what is there.</summary>
    /// <param name="from">The place as a JSON Pointer.</param>
    /// <param name="path">The new place.</param>
    public JsonPatch Move(string from, string path) => AddOperation("move", path, from, null);

    internal byte[] ToUtf8Bytes()
    {
        if (_operations.Count == 0)
        {
            throw new ArgumentException("The patch holds no change.");
        }

        var buffer = new ArrayBufferWriter<byte>();
        using (var writer = new Utf8JsonWriter(buffer))
        {
            writer.WriteStartArray();
            foreach (var (operation, path, from, value) in _operations)
            {
                writer.WriteStartObject();
                writer.WriteString("op", operation);
                if (from is not null)
                {
                    writer.WriteString("from", from);
                }

                writer.WriteString("path", path);
                if (value is not null)
                {
                    writer.WritePropertyName("value");
                    writer.WriteRawValue(value);
                }

                writer.WriteEndObject();
            }

            writer.WriteEndArray();
        }

        return buffer.WrittenSpan.ToArray();
    }

    private JsonPatch AddRaw(string operation, string path, ReadOnlySpan<byte> utf8Json)
    {
        var json = utf8Json.ToArray();
        using (JsonDocument.Parse(json))
        {
            return AddOperation(operation, path, null, writer => writer.WriteRawValue(json));
        }
    }

    private JsonPatch AddOperation(string operation, string path, string? from, Action<Utf8JsonWriter>? write)
    {
        foreach (var pointer in from is null ? [path] : new[] { path, from })
        {
            if (string.IsNullOrEmpty(pointer) || pointer[0] != '/')
            {
                throw new ArgumentException("A place is a JSON Pointer: it begins with '/'.", nameof(path));
            }
        }

        byte[]? value = null;
        if (write is not null)
        {
            var buffer = new ArrayBufferWriter<byte>();
            using (var writer = new Utf8JsonWriter(buffer))
            {
                write(writer);
            }

            value = buffer.WrittenSpan.ToArray();
        }

        _operations.Add((operation, path, from, value));
        return this;
    }
}
