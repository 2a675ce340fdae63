{{- /*
"true" where an optional object is wanted: its value is true, or auto and the cluster serves its kind. Asked for and not
served is an error, since helm would fail later with a worse one.
*/ -}}
{{- define "bailiwick.monitored" -}}
{{- $version := printf "monitoring.coreos.com/v1/%s" .kind -}}
{{- $served := .root.Capabilities.APIVersions.Has $version -}}
{{- if and (eq (toString .enabled) "true") (not $served) -}}
{{- fail (printf "%s is true, but the cluster does not serve %s: install the definitions of the Prometheus operator first, or set it to auto or false (with helm template, say --api-versions=%s)" .value $version $version) -}}
{{- end -}}
{{- if and $served (ne (toString .enabled) "false") -}}true{{- end -}}
{{- end }}
