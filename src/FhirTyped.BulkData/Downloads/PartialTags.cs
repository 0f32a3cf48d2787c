namespace FhirTyped.BulkData;

/// <summary>The entity tags of files that are coming, by which they can go on after a restart. Thread-safe.</summary>
/// <param name="state">The state of the job, which keeps them.</param>
/// <param name="save">Saves the state.</param>
internal sealed class PartialTags(JobState state, Action save)
{
    /// <summary>The tag of a file, or null.</summary>
    public string? Find(string name)
    {
        lock (state.Gate)
        {
            return state.Tags.GetValueOrDefault(name);
        }
    }

    /// <summary>Keeps the tag of a file before its first byte is; null where it has none.</summary>
    public void Keep(string name, string? tag)
    {
        lock (state.Gate)
        {
            if (state.Tags.GetValueOrDefault(name) == tag)
            {
                return;
            }

            if (tag is null)
            {
                state.Tags.Remove(name);
            }
            else
            {
                state.Tags[name] = tag;
            }

            save();
        }
    }

    /// <summary>Forgets the tag of a file that is there; the next save says so on the disk, where it does no harm until then.</summary>
    public void Forget(string name)
    {
        lock (state.Gate)
        {
            state.Tags.Remove(name);
        }
    }
}
