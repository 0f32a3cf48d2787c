namespace FhirTyped.R4.FhirPath;

/// <summary>Where each reference of a resource stands: a reference does not know the entry that holds it.</summary>
internal sealed class ReferenceHomes
{
    private readonly Dictionary<ResourceReference, ReferenceHome> _homes = new(ReferenceEqualityComparer.Instance);

    /// <summary>The homes of all references of a resource, and of those within it.</summary>
    public static ReferenceHomes In(EvaluationRun run, Resource? root, int position)
    {
        var homes = new ReferenceHomes();
        if (root is not null)
        {
            homes.Walk(run, root, new ReferenceHome(root as Bundle, null, root), position);
        }

        return homes;
    }

    /// <summary>The home of a reference; null where it is no part of the resource.</summary>
    public ReferenceHome? Find(ResourceReference reference) => _homes.GetValueOrDefault(reference);

    private void Walk(EvaluationRun run, Base element, ReferenceHome home, int position)
    {
        run.Descend(position);
        var children = element.GetElements();
        run.Charge(children.Count + 1, position);
        foreach (var child in children)
        {
            switch (child.Value)
            {
                case PrimitiveElement:
                    break;
                case Bundle bundle when child.Name != "contained":
                    Walk(run, bundle, new ReferenceHome(bundle, null, bundle), position);
                    break;
                case Resource resource when child.Name != "contained":
                    Walk(run, resource, home with { Resource = resource }, position);
                    break;
                case BundleEntry entry when home.Bundle is not null:
                    Walk(run, entry, home with { Entry = entry }, position);
                    break;
                default:
                    if (child.Value is ResourceReference reference)
                    {
                        _homes.TryAdd(reference, home);
                    }

                    Walk(run, child.Value, home, position);
                    break;
            }
        }
    }
}
