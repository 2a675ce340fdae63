{{- /* What the operator may do in a namespace that it watches. */ -}}
{{- define "bailiwick.rules" -}}
- apiGroups: [bailiwick.dev]
  resources: [modeldeployments]
  verbs: [get, list, watch]
- apiGroups: [bailiwick.dev]
  resources: [modeldeployments/status]
  verbs: [patch]
# Server-side apply creates with patch and create; update heals what another manager added.
- apiGroups: [apps]
  resources: [replicasets]
  verbs: [get, list, watch, create, patch, update, delete]
# Patch: the label that puts a replica into service. Delete: a replica that has drained.
- apiGroups: [""]
  resources: [pods]
  verbs: [list, watch, patch, delete]
- apiGroups: [""]
  resources: [services]
  verbs: [get, list, watch, create, patch, update]
# No update: a ServiceAccount has no specification that somebody could add to.
- apiGroups: [""]
  resources: [serviceaccounts]
  verbs: [get, list, watch, create, patch]
- apiGroups: [networking.k8s.io]
  resources: [networkpolicies]
  verbs: [get, list, watch, create, patch, update]
- apiGroups: [""]
  resources: [persistentvolumeclaims]
  verbs: [list, watch]
- apiGroups: [events.k8s.io]
  resources: [events]
  verbs: [create]
{{- end }}
